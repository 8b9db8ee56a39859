using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.MessagePack;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Intake;

public sealed class SpanEventDecoderTests
{
    [Fact]
    public void An_events_attributes_of_every_type_become_text()
    {
        var reader = new MessagePackReader(Samples.FullSpan());
        SpanEvent spanEvent = Assert.Single(SpanDecoder.Decode(ref reader, new DecodeBudget(1 << 20)).Events);

        Assert.Equal(("exception", Samples.Start + 5), (spanEvent.Name, spanEvent.Time));
        string[] expected = ["text=boom", "flag=true", "count=-3", "ratio=0.5", "list=[a, 9]"];
        Assert.Equal(expected, spanEvent.Attributes.Select(tag => $"{tag.Key}={tag.Value}"));
    }

    [Fact]
    public void An_array_in_an_array_is_skipped()
    {
        byte[] inner = Wire.Map(("array_value", Wire.Map(("values", Wire.Array(Wire.Map(("int_value", [1])))))));
        byte[] outer = Wire.Map(("array_value", Wire.Map(("values", Wire.Array(inner, Wire.Map(("int_value", [2])))))));
        var reader = new MessagePackReader(outer);
        Assert.Equal("[, 2]", EventAttributeDecoder.Decode(ref reader, new DecodeBudget(1 << 20)));
    }
}
