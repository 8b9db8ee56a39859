using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.MessagePack;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Intake;

public sealed class SpanLinkDecoderTests
{
    [Fact]
    public void A_link_has_both_halves_of_its_trace_id_and_all_else()
    {
        var reader = new MessagePackReader(Samples.FullSpan());
        SpanLink link = Assert.Single(SpanDecoder.Decode(ref reader, new DecodeBudget(1 << 20)).Links);

        Assert.Equal("000000000000000a000000000000000b", link.TraceId);
        Assert.Equal((7ul, "dd=s:1", 0x80000001u), (link.SpanId, link.TraceState, link.Flags));
        Assert.Equal("retry", link.Attributes["reason"]);
    }

    [Fact]
    public void Many_links_are_paid_for()
    {
        byte[] links = Wire.Array([.. Enumerable.Repeat(Wire.Map(), 10_000)]);
        Assert.Throws<PayloadTooLargeException>(() =>
        {
            var reader = new MessagePackReader(links);
            SpanLinkDecoder.Decode(ref reader, new DecodeBudget(1 << 20), []);
        });
    }
}
