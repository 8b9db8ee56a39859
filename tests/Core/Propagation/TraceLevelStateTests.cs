using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Propagation;

public class TraceLevelStateTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData(2, true)]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void Is_kept_above_0_or_without_a_decision(int? priority, bool expected) =>
        Assert.Equal(expected, new TraceLevelState { SamplingPriority = priority }.IsKept);

    [Theory]
    [InlineData(1, null, "-0")]
    [InlineData(2, "-4", "-4")] // who decided first stays
    [InlineData(0, "-4", null)]
    [InlineData(-1, null, null)]
    public void Decision_maker_is_added_once_and_goes_with_a_drop(int priority, string? before, string? expected)
    {
        TraceLevelState state = new()
        {
            Origin = "rum", OtherTraceState = "a=b", Tags = before is null ? PropagatedTags.Empty : PropagatedTags.Empty.With("_dd.p.dm", before),
        };
        var decided = state.Decide(priority, mechanism: 0);
        Assert.Equal((priority, expected), (decided.SamplingPriority, decided.Tags["_dd.p.dm"]));
        Assert.Equal(("rum", "a=b"), (decided.Origin, decided.OtherTraceState));
        Assert.Null(state.SamplingPriority);
    }
}
