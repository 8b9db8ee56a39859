using Waybill.Core.Propagation;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Tests.Tracing.Sampling;

public class SamplingRateTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(10, false)]
    [InlineData(100, true)]
    [InlineData(1000, true)]
    [InlineData(18444899399302180861, false)]
    [InlineData(18444899399302180862, true)]
    [InlineData(5826373039044427785, true)]
    public void Half_of_the_ids_are_kept_the_same_ones_everywhere(ulong id, bool expected) =>
        Assert.Equal(expected, new SamplingRate(0.5, SamplingMechanism.Rule).Keeps(id));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(0.2, 0.2)]
    public void A_share_of_the_ids_is_kept(double rate, double expected)
    {
        SamplingRate half = new(rate, SamplingMechanism.Rule);
        Random random = new(7);
        var kept = Enumerable.Range(0, 20_000).Count(_ => half.Keeps((ulong)random.NextInt64(long.MinValue, long.MaxValue)));
        Assert.InRange(kept / 20_000.0, expected - 0.02, expected + 0.02);
    }

    [Theory]
    [InlineData(0.5, "0.5")]
    [InlineData(1, "1")]
    [InlineData(0, "0")]
    [InlineData(0.1234567, "0.123457")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(0.00000001, "0")]
    public void The_rate_goes_out_with_six_decimals_at_most(double rate, string expected) =>
        Assert.Equal(expected, new SamplingRate(rate, SamplingMechanism.Rule).Decide(TraceLevelState.Empty, 2).Tags["_dd.p.ksr"]);

    [Fact]
    public void A_kept_trace_has_a_decision_maker_and_a_dropped_one_only_the_rate()
    {
        SamplingRate rate = new(0.5, SamplingMechanism.AgentRate);
        Assert.Equal([new("_dd.p.dm", "-1"), new("_dd.p.ksr", "0.5")], rate.Decide(TraceLevelState.Empty, 1).Tags.Items);
        Assert.Equal([new("_dd.p.ksr", "0.5")], rate.Decide(TraceLevelState.Empty, 0).Tags.Items);
    }

    [Fact]
    public void Tags_and_state_that_came_in_stay()
    {
        SamplingRate rate = new(0.5, SamplingMechanism.Rule);
        TraceLevelState inbound = new()
        {
            Origin = "rum",
            OtherTraceState = "a=1",
            Tags = PropagatedTags.Empty.With("_dd.p.usr.id", "x").With("_dd.p.ksr", "0.25").With("_dd.p.dm", "-9"),
        };
        var decided = rate.Decide(inbound, 2);
        Assert.Equal(("rum", "a=1", "0.25", "-9", "x"),
            (decided.Origin, decided.OtherTraceState, decided.Tags["_dd.p.ksr"], decided.Tags["_dd.p.dm"], decided.Tags["_dd.p.usr.id"]));
        Assert.Null(rate.Decide(inbound, -1).Tags["_dd.p.dm"]);
    }
}
