using System.Text;
using System.Text.Json;

namespace Waybill.Adapters.Sqs.Tests;

public sealed class ContextAttributeTests
{
    public static TheoryData<string> Hostile =>
    [
        "", "null", "[]", "true", "42", "\"text\"", "{", "}", "{}", "{{}}", "{\"x-datadog-trace-id\":", "\0", "\uFEFF{}",
        """{"x-datadog-trace-id":1,"x-datadog-parent-id":2}""",
        """{"x-datadog-trace-id":["1"],"x-datadog-parent-id":{"a":"2"}}""",
        """{"x-datadog-trace-id":"0"}""",
        """{"x-datadog-trace-id":"-1"}""",
        """{"x-datadog-trace-id":"99999999999999999999999"}""",
        """{"x-datadog-trace-id":"\ud800","traceparent":"\udc00"}""",
        """{"traceparent":"00-00000000000000000000000000000000-0000000000000000-01"}""",
        """{"x-datadog-trace-id":"1","x-datadog-parent-id":"2"} trailing""",
        new string('[', 10_000),
        string.Concat(Enumerable.Repeat("{\"a\":", 5_000)),
        $$"""{"x-datadog-trace-id":"1","x-datadog-parent-id":"2","x-datadog-tags":"{{new string('a', 2_000_000)}}"}""",
        $$"""{"x-datadog-origin":"{{new string('€', 25_000)}}","x-datadog-trace-id":"1"}""",
        "{" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"\"k{i}\":\"v\",")) + "\"a\":1}",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Takes_hostile_text_for_no_context(string json)
    {
        Assert.Null(ContextAttribute.Read(ContextText.Attributes(json)));
        Assert.Null(ContextAttribute.Read(new() { ["_datadog"] = new() { DataType = "Binary", BinaryValue = new(Encoding.UTF8.GetBytes(json)) } }));
    }

    [Fact]
    public void Takes_what_is_missing_for_no_context()
    {
        Assert.Null(ContextAttribute.Read(null));
        Assert.Null(ContextAttribute.Read([]));
        Assert.Null(ContextAttribute.Read(new() { ["_datadog"] = null! }));
        Assert.Null(ContextAttribute.Read(new() { ["_datadog"] = new() }));
        Assert.Null(ContextAttribute.Read(new() { ["_DATADOG"] = ContextText.Attribute(ContextText.Json) }));
    }

    [Fact]
    public void Takes_bytes_that_are_no_UTF_8_for_no_context()
    {
        byte[] json = [.. "{\"x-datadog-trace-id\":\"1\",\"x-datadog-parent-id\":\"2\",\"x\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8];

        Assert.Null(ContextAttribute.Read(new() { ["_datadog"] = new() { BinaryValue = new(json) } }));
    }

    [Fact]
    public void Takes_a_closed_stream_for_no_context()
    {
        MemoryStream closed = new(Encoding.UTF8.GetBytes(ContextText.Json));
        closed.Dispose();

        Assert.Null(ContextAttribute.Read(new() { ["_datadog"] = new() { BinaryValue = closed } }));
    }

    [Fact]
    public void Takes_the_first_of_doubled_names()
    {
        var context = ContextAttribute.Read(ContextText.Attributes(
            """{"x-datadog-trace-id":"1","x-datadog-trace-id":"3","x-datadog-parent-id":"2","x-datadog-parent-id":"4"}"""))!;

        Assert.Equal((1UL, 2UL), (context.TraceId, context.SpanId));
    }

    [Fact]
    public void Reads_String_and_Binary_and_leaves_the_stream_where_it_is()
    {
        MemoryStream bytes = new(Encoding.UTF8.GetBytes(ContextText.Json)) { Position = 7 };

        SpanContext?[] contexts =
        [
            ContextAttribute.Read(ContextText.Attributes(ContextText.Json)),
            ContextAttribute.Read(new() { ["_datadog"] = new() { DataType = "Binary", BinaryValue = bytes } }),
        ];

        Assert.Equal(7, bytes.Position);
        Assert.All(contexts, context =>
        {
            Assert.Equal(ContextText.Lower(ContextText.SpanId), context!.SpanId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal([new("_dd.p.dm", "-4")], context.PropagatedTags);
        });
    }

    [Fact]
    public void Writes_the_headers_of_both_formats()
    {
        using Activity send = new Activity("send").SetIdFormat(ActivityIdFormat.W3C).Start();

        var attribute = ContextAttribute.Write(send)!;

        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(attribute.StringValue)!;
        var id = send.TraceId.ToHexString();
        Assert.Equal("String", attribute.DataType);
        Assert.Equal(ContextText.Lower(id), headers["x-datadog-trace-id"]);
        Assert.Equal(ContextText.Lower(send.SpanId.ToHexString()), headers["x-datadog-parent-id"]);
        Assert.Contains($"_dd.p.tid={id[..16]}", headers["x-datadog-tags"], StringComparison.Ordinal);
        Assert.StartsWith($"00-{id}-{send.SpanId.ToHexString()}-", headers["traceparent"], StringComparison.Ordinal);
        Assert.Contains("dd=", headers["tracestate"], StringComparison.Ordinal);
        Assert.Equal(
            ["x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-sampling-priority", "x-datadog-tags", "traceparent", "tracestate"], headers.Keys);
    }

    [Fact]
    public void Writes_nothing_without_a_trace() => Assert.Null(ContextAttribute.Write(null));
}
