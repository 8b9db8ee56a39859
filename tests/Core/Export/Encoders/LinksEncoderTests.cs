using System.Diagnostics;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Encoders;

public class LinksEncoderTests
{
    private static readonly ActivityTraceId TraceId = ActivityTraceId.CreateFromString("640cfd8d00000000000000000000000a");
    private static readonly ActivitySpanId SpanId = ActivitySpanId.CreateFromString("000000000000000b");

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, 0x80000001UL)]
    [InlineData(ActivityTraceFlags.None, 0x80000000UL)]
    public void A_link_has_its_ids_and_flags(ActivityTraceFlags flags, ulong expected)
    {
        var link = Assert.Single(Encode(new ActivityLink(new ActivityContext(TraceId, SpanId, flags))));
        Assert.Equal(["trace_id", "trace_id_high", "span_id", "flags"], link.Keys);
        Assert.Equal((10UL, 0x640cfd8d00000000UL, 11UL, expected), (link["trace_id"], link["trace_id_high"], link["span_id"], link["flags"]));
    }

    [Fact]
    public void Attributes_and_tracestate_are_there_when_there_are_any()
    {
        var links = Encode(
            new ActivityLink(new ActivityContext(TraceId, SpanId, default, "dd=s:1", isRemote: true), [new("reason", "x"), new("n", 1), new("nothing", null)]),
            new ActivityLink(new ActivityContext(TraceId, SpanId, default)));
        Assert.Equal(2, links.Count);
        Assert.Equal("dd=s:1", links[0]["tracestate"]);
        Assert.Equal([new("reason", "x"), new("n", "1"), new("nothing", "")], (List<KeyValuePair<string, object?>>)links[0]["attributes"]!);
    }

    [Theory]
    [InlineData("dd=s:1;p:000000000000000a", true, 0x80000001UL)]
    [InlineData("dd=p:000000000000000a;s:1", true, 0x80000001UL)]
    [InlineData("dd=p:000000000000000a;t.s:1", true, null)]
    [InlineData("dd=", true, null)]
    [InlineData("dd=,a=s:1", true, null)]
    [InlineData("a=b", true, 0x80000001UL)]
    [InlineData(null, true, 0x80000001UL)]
    [InlineData("dd=", false, 0x80000000UL)]
    public void A_context_without_a_decision_has_no_flags(string? state, bool recorded, ulong? expected)
    {
        var flags = recorded ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
        var link = Assert.Single(Encode(new ActivityLink(new ActivityContext(TraceId, SpanId, flags, state, isRemote: true))));
        Assert.Equal(expected, (ulong?)link.GetValueOrDefault("flags"));
    }

    [Fact]
    public async Task A_context_that_was_read_without_a_priority_has_none_in_a_link_either()
    {
        await using TestTracer tests = new();
        foreach (var priority in (string?[])[null, "2", "-1"])
        {
            var linked = new Headers([("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("x-datadog-sampling-priority", priority)]).Extract()!;
            var links = Waybill.Core.Tracing.RemoteParent.Links([new SpanContextLink((SpanContext)linked, [])]);
            TestTracer.Source.StartActivity("span", ActivityKind.Internal, default(ActivityContext), links: links)!.Stop();
        }

        Assert.Equal([null, 0x80000001UL, 0x80000000UL], (await tests.FlushAsync()).Select(span => (ulong?)span.Links[0].GetValueOrDefault("flags")));
    }

    [Fact]
    public void Tracestate_is_that_of_remote_contexts() =>
        Assert.DoesNotContain("tracestate", Assert.Single(Encode(new ActivityLink(new ActivityContext(TraceId, SpanId, default, "dd=s:1")))).Keys);

    [Fact]
    public void Attributes_that_are_lists_are_flattened_to_a_limit()
    {
        var link = Assert.Single(Encode(new ActivityLink(new ActivityContext(TraceId, SpanId, default), new()
        {
            ["array"] = new[] { "a", "b" }, ["none"] = Array.Empty<int>(), ["many"] = Enumerable.Range(0, 1000), ["long"] = new string('a', 6000),
        })));
        var attributes = ReceivedSpan.ToDictionary<string>((List<KeyValuePair<string, object?>>)link["attributes"]!);
        Assert.Equal(("a", "b", "99", 5000), (attributes["array.0"], attributes["array.1"], attributes["many.99"], attributes["long"].Length));
        Assert.Equal(2 + 100 + 1, attributes.Count);
    }

    private static IReadOnlyList<Dictionary<string, object?>> Encode(params ActivityLink[] links)
    {
        var span = Samples.Span();
        foreach (var link in links)
        {
            span.AddLink(link);
        }

        return Samples.Encode(span).Links;
    }
}
