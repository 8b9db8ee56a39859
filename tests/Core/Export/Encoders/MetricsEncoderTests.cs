using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Encoders;

public class MetricsEncoderTests
{
    public static TheoryData<object, double> Numbers => new()
    {
        { -1, -1 },
        { long.MaxValue, long.MaxValue },
        { 1.5, 1.5 },
        { 1.5f, 1.5 },
        { uint.MaxValue, uint.MaxValue },
        { ulong.MaxValue, ulong.MaxValue },
        { (short)-3, -3 },
        { (ushort)3, 3 },
        { (byte)3, 3 },
        { (sbyte)-3, -3 },
        { 2.5m, 2.5 },
        { double.NaN, double.NaN },
        { double.NegativeInfinity, double.NegativeInfinity },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Numbers_are_metrics_and_not_text(object value, double expected)
    {
        var span = Samples.Encode(Samples.Span("tag", value));
        Assert.Equal(expected, span.Metrics["tag"]);
        Assert.DoesNotContain("tag", span.Meta.Keys);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(-1, -1.0)]
    [InlineData(77, 77.0)]
    public void Priority_is_the_traces(int? priority, double? expected)
    {
        var span = Assert.Single(Samples.Encode(Samples.Chunk(new TraceLevelState { SamplingPriority = priority }, Samples.Span())));
        Assert.Equal(expected, span.Metrics.TryGetValue("_sampling_priority_v1", out var value) ? value : null);
    }

    [Fact]
    public void Message_spans_are_measured()
    {
        Assert.Equal(1, Samples.Encode(Samples.Span("messaging.system", "kafka")).Metrics["_dd.measured"]);
        Assert.DoesNotContain("_dd.measured", Samples.Encode(Samples.Span()).Metrics.Keys);
    }
}
