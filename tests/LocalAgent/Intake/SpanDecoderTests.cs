using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.MessagePack;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Intake;

public sealed class SpanDecoderTests
{
    [Fact]
    public void Every_field_in_any_order_with_unknown_ones_between()
    {
        TraceSpan span = Decode(Samples.FullSpan());

        Assert.Equal((0x8000_0000_0000_0001ul, ulong.MaxValue, ulong.MaxValue - 1), (span.TraceId, span.SpanId, span.ParentId));
        Assert.Equal(("fulfilment", "kafka.consume", "Consume Topic orders", ""), (span.Service, span.Name, span.Resource, span.Type));
        Assert.Equal((Samples.Start, 12_000_000, 1), (span.Start, span.Duration, span.Error));
        Assert.Equal(new Dictionary<string, string> { ["_dd.p.tid"] = "691e5f0000000000", ["env"] = "dev" }, span.Meta);
        Assert.Equal(new Dictionary<string, double> { ["_sampling_priority_v1"] = 1, ["half"] = 0.5, ["minus"] = -1 }, span.Metrics);
    }

    [Fact]
    public void Nil_is_the_default_of_every_field()
    {
        string[] fields =
        [
            "parent_id", "name", "resource", "service", "type", "start", "duration", "error", "meta", "metrics",
            "span_links", "span_events",
        ];
        TraceSpan span = Decode(Wire.Span(1, 2, [.. fields.Select(field => (field, Wire.Nil))]));
        Assert.Equal((0ul, "", 0L, 0, 0), (span.ParentId, span.Name, span.Start, span.Error, span.Links.Count));
    }

    [Theory]
    [InlineData("trace_id")]
    [InlineData("span_id")]
    public void A_span_without_its_ids_is_refused(string field) =>
        Assert.Throws<MessagePackFormatException>(() => Decode(Wire.Span(1, 2, (field, [0]))));

    [Fact]
    public void Bytes_that_are_not_utf8_are_replaced()
    {
        TraceSpan span = Decode(Wire.Span(1, 2, ("name", [0xa2, 0xff, 0x61])));
        Assert.Equal("\ufffda", span.Name);
    }

    private static TraceSpan Decode(byte[] bytes)
    {
        var reader = new MessagePackReader(bytes);
        return SpanDecoder.Decode(ref reader, new DecodeBudget(1 << 20));
    }
}
