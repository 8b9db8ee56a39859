using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class BaggageFormatTests
{
    [Theory]
    [InlineData("a=b", "a=b")]
    [InlineData("a=b,c=d", "a=b|c=d")]
    [InlineData(" a = b , c\t=\td ", "a=b|c=d")]
    [InlineData("a=b=c==", "a=b=c==")] // only the first equals sign splits
    [InlineData("a=b;property", "a=b")]
    [InlineData("a=b ; k=v;x, c=d;p=1", "a=b|c=d")]
    [InlineData("a=b,a=c", "a=c")] // the last one counts
    [InlineData("a=1,b=2,a=3", "a=3|b=2")]
    [InlineData("a=b,A=c", "a=b|A=c")]
    [InlineData("user%20id=Am%C3%A9lie", "user id=Am\u00e9lie")]
    [InlineData("a=%2c%3B%3d%22%5C%25", "a=,;=\"\\%")]
    [InlineData("a%3Db=c", "a=b=c")]
    [InlineData("a=%F0%9F%98%80", "a=\ud83d\ude00")]
    [InlineData("a=%", "a=%")]
    [InlineData("a=%4", "a=%4")]
    [InlineData("a=%zz", "a=%zz")]
    [InlineData("a=b+c", "a=b+c")] // no form encoding
    [InlineData("a=\u00e9", "a=\u00e9")]
    [InlineData("a=()/:<>?@[]{}", "a=()/:<>?@[]{}")]
    public void Reads_items(string header, string expected) => Assert.Equal(expected, Text(Extract(header)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a")]
    [InlineData("=")]
    [InlineData("=b")]
    [InlineData("a=")]
    [InlineData(" =b")]
    [InlineData("a= ")]
    [InlineData("a=;p=1")]
    [InlineData("a=%20")] // blank when decoded
    [InlineData("%20=b")]
    [InlineData("a;p=b")] // the property stands before the equals sign
    [InlineData("a=b,")]
    [InlineData(",a=b")]
    [InlineData("a=b,,c=d")]
    [InlineData("a=b, ,c=d")]
    [InlineData("a=b,c")]
    [InlineData("a=b,c=d,=e")]
    public void One_malformed_member_costs_the_header(string header)
    {
        Assert.Equal(0, Extract(header).Count);
        Assert.Null(new Headers([("baggage", header)]).Extract(Settings.Of()));
    }

    [Fact]
    public void The_first_header_that_is_not_empty_counts()
    {
        Assert.Equal("a=b", Text(Extract((string?)null, "", "a=b", "c=d")));
        Assert.Equal("", Text(Extract("broken", "c=d")));
    }

    [Theory]
    [InlineData(0, 8192, "")]
    [InlineData(1, 8192, "a=1")]
    [InlineData(2, 8192, "a=1|b=2")]
    [InlineData(9, 8192, "a=1|b=2|c=3")]
    [InlineData(64, 0, "")]
    [InlineData(64, 2, "")]
    [InlineData(64, 3, "a=1")]
    [InlineData(64, 10, "a=1|b=2")]
    [InlineData(64, 11, "a=1|b=2|c=3")]
    public void Limits_hold_both_ways_and_leave_no_half_item(int items, int bytes, string expected)
    {
        var settings = Settings.Of(settings => (settings.BaggageMaxItems, settings.BaggageMaxBytes) = (items, bytes));
        Assert.Equal(expected, Text(Extract(settings, "a=1,b=2,c=3")));
        Assert.Equal(expected.Replace('|', ','), Inject(settings, ("a", "1"), ("b", "2"), ("c", "3"))["baggage"] ?? "");
    }

    [Fact]
    public void Behind_a_limit_nothing_is_looked_at() =>
        Assert.Equal("a=1", Text(Extract(Settings.Of(settings => settings.BaggageMaxItems = 1), "a=1,broken")));

    [Fact]
    public void An_item_that_is_too_long_ends_the_writing()
    {
        var settings = Settings.Of(settings => settings.BaggageMaxBytes = 20);
        Assert.Equal("a=1", Inject(settings, ("a", "1"), ("b", new string('x', 20)), ("c", "3"))["baggage"]);
        Assert.Empty(Inject(settings, ("b", new string('x', 19)), ("c", "3")));
    }

    [Fact]
    public void The_limit_is_of_what_is_sent_not_of_what_was_said()
    {
        var settings = Settings.Of(settings => settings.BaggageMaxBytes = 8);
        Assert.Equal("a=%C3%A9", Inject(settings, ("a", "\u00e9"))["baggage"]);
        Assert.Empty(Inject(settings, ("a", "\u00e9b")));
    }

    [Theory]
    [InlineData(8190, true)]
    [InlineData(8191, false)]
    public void By_default_8192_bytes(int length, bool fits)
    {
        var value = new string('v', length);
        Assert.Equal(fits ? $"k={value}" : null, Inject(Settings.Of(), ("k", value))["baggage"]);
        Assert.Equal(fits ? $"k={value}" : "", Text(Extract($"k={value}")));
    }

    [Fact]
    public void By_default_64_items()
    {
        var pairs = Enumerable.Range(0, 65).Select(index => ($"k{index}", "v")).ToArray();
        var header = Inject(Settings.Of(), pairs)["baggage"]!;
        Assert.Equal(64, header.Split(',').Length);
        Assert.EndsWith(",k63=v", header, StringComparison.Ordinal);
        Assert.Equal(64, Extract(header + ",k64=v").Count);
    }

    [Fact]
    public void Writes_in_order_encoded_without_spaces() => Assert.Equal(
        "user%20id=Am%C3%A9lie,b%2F=a=/%2Cb,c=%2541",
        Inject(Settings.Of(), ("user id", "Am\u00e9lie"), ("b/", "a=/,b"), ("c", "%41"))["baggage"]);

    [Fact]
    public void Without_items_nothing_is_written() => Assert.Empty(Inject(Settings.Of()));

    [Fact]
    public void What_is_written_is_read()
    {
        Random random = new(5);
        for (var round = 0; round < 300; round++)
        {
            var pairs = Enumerable.Range(0, random.Next(1, 20)).Select(index => ($"{index}{Word(random)}", Word(random) + "x")).ToArray();
            var baggage = Baggage.Create(pairs.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
            Assert.Equal(baggage, Extract(Inject(Settings.Of(), pairs)["baggage"]));
        }

        static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => (char)random.Next(0x21, 0xD800)));
    }

    [Theory]
    [InlineData(16_384)]
    [InlineData(16_385)]
    [InlineData(1_000_000)]
    public void A_long_header_never_throws(int length)
    {
        var settings = Settings.Of(settings => settings.BaggageMaxItems = int.MaxValue);
        Assert.Equal(0, Extract(settings, new string(',', length)).Count);
        Assert.Equal(0, Extract(settings, new string('%', length)).Count);
        Assert.True(Extract(settings, string.Concat(Enumerable.Repeat("a=b,", length / 4))).Count <= 1);
    }

    private static Baggage Extract(params string?[] headers) => Extract(Settings.Of(), headers);

    private static Baggage Extract(PropagationSettings settings, params string?[] headers)
    {
        Headers.Reader reader = new(new Headers(headers.Select(header => ("baggage", header))));
        return BaggageFormat.Extract(ref reader, settings);
    }

    private static Headers Inject(PropagationSettings settings, params (string Name, string Value)[] items)
    {
        Headers headers = [];
        Headers.Writer writer = new(headers);
        BaggageFormat.Inject(ref writer, Baggage.Create(items.Select(item => KeyValuePair.Create(item.Name, item.Value))), settings);
        return headers;
    }

    private static string Text(Baggage baggage) => string.Join('|', baggage.GetBaggage().Select(item => $"{item.Key}={item.Value}"));
}
