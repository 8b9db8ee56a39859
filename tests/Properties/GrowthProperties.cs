using System.Diagnostics;
using Waybill.Core;
using Waybill.Fuzz;
using Waybill.Fuzz.Carriers;

namespace Waybill.Properties.Tests;

/// <summary>Work grows with the length of a header, and not faster.</summary>
public class GrowthProperties
{
    private const int Length = 4000; // four times this is still looked at

    /// <summary>A square would be 16 times; a shared machine may be at other work meanwhile.</summary>
    private const double MostTimes = 10;

    private static readonly string[] Pieces =
    [
        ",", ";", "=", ":", "-", " ", "%", "1", "0", "a=b,", "t.a:b;", "t.a:~;", "a:b;", "s:1;", "_dd.p.a=b,", "_dd.p.a=b", "a=b;c,", "%41", "%C3%A9=1,",
        "Root=1-;", "Parent=0;", "\u00e9", "\ud83d\ude00",
    ];

    private static readonly SpanContextExtractor Extractor = new(new PropagationSettings { Extract = Enum.GetValues<PropagationStyle>() });

    public static TheoryData<string> Names => [.. Corpus.Messages.SelectMany(message => message).Select(header => header.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Twice_the_length_allocates_no_more_than_twice_as_much_and_a_fixed_part(string name)
    {
        foreach (var kind in CarrierKind.All)
        {
            foreach (var piece in Pieces)
            {
                long[] allocated = [.. Enumerable.Range(0, 3).Select(power => Allocated(kind, Message(name, piece, Length << power)))];
                Assert.True(
                    allocated[1] <= (2 * allocated[0]) + AllocationBound.Fixed && allocated[2] <= (2 * allocated[1]) + AllocationBound.Fixed,
                    $"{kind.Name}, {name} of '{piece}': {string.Join(", ", allocated)} bytes at {Length} characters, twice and four times as many");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Four_times_the_length_takes_far_less_than_sixteen_times_the_time(string name)
    {
        foreach (var kind in CarrierKind.All)
        {
            foreach (var piece in Pieces)
            {
                var once = Ticks(kind, Message(name, piece, Length));
                var fourTimes = Ticks(kind, Message(name, piece, 4 * Length));
                Assert.True(
                    fourTimes <= (once * MostTimes) + TimeSpan.FromMilliseconds(1).Ticks,
                    $"{kind.Name}, {name} of '{piece}': {once} ticks, and {fourTimes} at four times the length");
            }
        }
    }

    [Theory]
    [InlineData("traceparent", "x")]
    [InlineData("tracestate", "a=b")]
    [InlineData("x-datadog-trace-id", "x")]
    [InlineData("baggage", "")]
    [InlineData("unknown", "")]
    public void However_many_values_a_name_has_only_so_many_are_asked_for(string name, string value)
    {
        int[] reads = [.. new[] { 1000, 2000, 4000 }.Select(count => CountReads(name, value, count))];
        Assert.Equal(reads[0], reads[1]);
        Assert.Equal(reads[0], reads[2]);
        Assert.InRange(reads[0], 1, 32 * 14); // values that are looked at, of each name
    }

    private static List<Header> Message(string name, string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1))[..length];
        var inner = name == "tracestate" ? "dd=" + text : name == "x-amzn-trace-id" ? "Root=1-640cfd8d-0000000000000000499602d2;" + text : text;
        return [.. Corpus.Messages.Take(6).SelectMany(message => message).Where(header => header.Name != name), new Header(name, inner)];
    }

    private static long Allocated(CarrierKind kind, IReadOnlyList<Header> headers)
    {
        var extract = kind.Fill(headers);
        _ = extract(Extractor);
        return Allocations.Of(() => extract(Extractor), expected: 0);
    }

    private static long Ticks(CarrierKind kind, IReadOnlyList<Header> headers)
    {
        var extract = kind.Fill(headers);
        _ = extract(Extractor);
        return Enumerable.Range(0, 5).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            extract(Extractor);
            return Stopwatch.GetElapsedTime(start).Ticks;
        });
    }

    private static int CountReads(string name, string value, int count)
    {
        var reads = 0;
        CountingReader reader = new(new Header(name, value), count, () => reads++);
        _ = Extractor.Extract(ref reader);
        return reads;
    }

    /// <summary>One header many times; and a sound traceparent, without which nobody asks for tracestate.</summary>
    private readonly struct CountingReader(Header header, int values, Action count) : ICarrierReader
    {
        public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
        {
            count();
            var isHeader = header.Name == name && index < values;
            var isParent = !isHeader && name == "traceparent" && index == 0;
            value = isHeader ? header.Value : isParent ? "00-640cfd8d0000000000000000499602d2-000000003ade68b1-01"u8 : default;
            return isHeader || isParent;
        }
    }
}
