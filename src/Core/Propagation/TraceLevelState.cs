namespace Waybill.Core.Propagation;

/// <summary>What belongs to a trace and not to one span of it. Immutable, so all spans of a local trace share one.</summary>
internal sealed class TraceLevelState
{
    internal static readonly TraceLevelState Empty = new();

    /// <summary>Null: nobody decided yet.</summary>
    internal int? SamplingPriority { get; init; }

    internal string? Origin { get; init; }

    internal PropagatedTags Tags { get; init; } = PropagatedTags.Empty;

    /// <summary>The members of tracestate that are not ours, verbatim.</summary>
    internal string? OtherTraceState { get; init; }

    /// <summary>Most peers take a trace without a decision as kept.</summary>
    internal bool IsKept => SamplingPriority is null or > 0;

    internal TraceLevelState With(int samplingPriority, PropagatedTags tags) => new()
    {
        SamplingPriority = samplingPriority,
        Origin = Origin,
        Tags = tags,
        OtherTraceState = OtherTraceState,
    };

    /// <summary>
    /// The decision with its maker (Datadog's mechanism number, written <c>-n</c> in <c>_dd.p.dm</c>): a kept trace keeps the
    /// decision maker that it already has, a dropped one has none.
    /// </summary>
    internal TraceLevelState Decide(int samplingPriority, int mechanism) => With(
        samplingPriority,
        samplingPriority <= 0 ? Tags.Without(PropagatedTags.DecisionMaker)
        : Tags[PropagatedTags.DecisionMaker] is not null ? Tags
        : Tags.With(PropagatedTags.DecisionMaker, FormattableString.Invariant($"-{mechanism}")));

    internal TraceLevelState WithOtherTraceState(string? other) => new()
    {
        SamplingPriority = SamplingPriority,
        Origin = Origin,
        Tags = Tags,
        OtherTraceState = other,
    };
}
