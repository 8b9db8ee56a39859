using System.Diagnostics;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export;

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
