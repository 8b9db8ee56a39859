namespace Waybill.Core.Propagation;

/// <summary>What belongs to a trace and not to one span of it. Immutable, so all spans of a local trace share one.</summary>
internal sealed class TraceLevelState
{
    internal static readonly TraceLevelState Empty = new();

    private DatadogTagsHeader? datadogTags;
    private TraceStateTemplate? traceStateTemplate;
    private Decision? lastDecision;

    /// <summary>Null: nobody decided yet.</summary>
    internal int? SamplingPriority { get; init; }

    internal string? Origin { get; init; }

    internal PropagatedTags Tags { get; init; } = PropagatedTags.Empty;

    /// <summary>The members of tracestate that are not ours, verbatim.</summary>
    internal string? OtherTraceState { get; init; }

    /// <summary>Most peers take a trace without a decision as kept.</summary>
    internal bool IsKept => SamplingPriority is null or > 0;

    /// <summary>Made by the first injection; what a race makes twice is the same.</summary>
    internal TraceStateTemplate TraceStateTemplate => traceStateTemplate ??= new TraceStateTemplate(this);

    /// <summary>What went wrong with the propagated tags, on the way in or out; null when nothing did so far.</summary>
    internal string? PropagationError => Tags.Error ?? datadogTags?.Error;

    /// <summary>Made by the first injection, and anew for traces that began in another second.</summary>
    internal DatadogTagsHeader DatadogTags(ulong traceIdUpper, int maxLength)
    {
        var header = datadogTags;
        return header is not null && header.IsFor(traceIdUpper, maxLength)
            ? header
            : datadogTags = new DatadogTagsHeader(traceIdUpper, Tags, maxLength);
    }

    /// <summary>A state that all traces have that begin here and are decided alike. Not one with an error, which is only of those that have sent it.</summary>
    internal static TraceLevelState Shared(ref TraceLevelState? shared, int samplingPriority, PropagatedTags tags)
    {
        var state = shared;
        return state is not null && state.SamplingPriority == samplingPriority && state.PropagationError is null
            ? state
            : shared = Empty.With(samplingPriority, tags);
    }

    internal TraceLevelState With(int samplingPriority, PropagatedTags tags) => new()
    {
        SamplingPriority = samplingPriority,
        Origin = Origin,
        Tags = tags,
        OtherTraceState = OtherTraceState,
    };

    /// <summary>
    /// The decision with its maker (Datadog's mechanism number, written <c>-n</c> in <c>_dd.p.dm</c>): a kept trace keeps the
    /// decision maker that it already has, a dropped one has none. New traces are mostly decided alike: then they share one state, and what it
    /// has encoded.
    /// </summary>
    internal TraceLevelState Decide(int samplingPriority, int mechanism)
    {
        var last = lastDecision;
        if (last is null || last.Priority != samplingPriority || last.Mechanism != mechanism)
        {
            var tags = samplingPriority <= 0 ? Tags.Without(PropagatedTags.DecisionMaker)
                : Tags[PropagatedTags.DecisionMaker] is not null ? Tags
                : Tags.With(PropagatedTags.DecisionMaker, FormattableString.Invariant($"-{mechanism}"));
            lastDecision = last = new Decision(samplingPriority, mechanism, With(samplingPriority, tags));
        }

        return last.State;
    }

    internal TraceLevelState WithTag(string name, string value) => new()
    {
        SamplingPriority = SamplingPriority,
        Origin = Origin,
        Tags = Tags.With(name, value),
        OtherTraceState = OtherTraceState,
    };

    internal TraceLevelState WithOtherTraceState(string? other) => new()
    {
        SamplingPriority = SamplingPriority,
        Origin = Origin,
        Tags = Tags,
        OtherTraceState = other,
    };

    private sealed record Decision(int Priority, int Mechanism, TraceLevelState State);
}
