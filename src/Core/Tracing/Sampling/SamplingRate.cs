using System.Globalization;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tracing.Sampling;

/// <summary>A share of traces to keep, and what a trace that it decided about carries. Made once, so that a decision makes no text.</summary>
internal sealed class SamplingRate
{
    /// <summary>The propagated tag that tells the rate to services downstream.</summary>
    internal const string PropagatedTag = "_dd.p.ksr";

    private const ulong KnuthFactor = 1111111111111111111;

    private readonly int mechanism;
    private readonly ulong threshold;
    private readonly string text;
    private readonly PropagatedTags keptTags;
    private readonly PropagatedTags droppedTags;
    private TraceLevelState? kept;
    private TraceLevelState? dropped;

    /// <param name="rate">From 0 to 1.</param>
    /// <param name="mechanism">One of <see cref="SamplingMechanism"/>.</param>
    internal SamplingRate(double rate, int mechanism)
    {
        Rate = rate;
        this.mechanism = mechanism;
        text = rate.ToString("0.######", CultureInfo.InvariantCulture);
        threshold = (ulong)Math.Round((1 - rate) * OpenTelemetryMember.Range);
        Decision = new SamplingDecision(mechanism, rate);
        droppedTags = PropagatedTags.Empty.With(PropagatedTag, text);
        keptTags = droppedTags.With(PropagatedTags.DecisionMaker, Decision.DecisionMaker);
    }

    internal double Rate { get; }

    /// <summary>The decision when no limiter was asked.</summary>
    internal SamplingDecision Decision { get; }

    /// <summary>Every tracer decides the same for the same id: it is hashed by multiplication, and the hashes below the rate are kept.</summary>
    /// <param name="id">The lower 64 bits of the trace id, or a span id.</param>
    internal bool Keeps(ulong id) => IsKept(id, Rate);

    internal static bool IsKept(ulong id, double rate) => rate >= 1 || (rate > 0 && Hash(id) <= rate * ulong.MaxValue);

    /// <summary>
    /// The state with the decision in OpenTelemetry's terms, for peers that sample by tracestate. Near the threshold the 56 bits there cannot tell what our
    /// 64 bits decided: the randomness gives way. A rate of 0 has no threshold.
    /// </summary>
    internal TraceLevelState WithTraceState(TraceLevelState state, ulong id)
    {
        if (threshold == OpenTelemetryMember.Range)
        {
            return state;
        }

        var randomness = ~Hash(id) >> 8;
        randomness = Keeps(id) ? Math.Max(randomness, threshold) : Math.Min(randomness, threshold - 1);
        return state.WithOtherTraceState(OpenTelemetryMember.Put(OpenTelemetryMember.Of(randomness, threshold), state.OtherTraceState));
    }

    /// <summary>The state with the decision and the rate. New traces that are decided alike share one, and what it has encoded.</summary>
    internal TraceLevelState Decide(TraceLevelState state, int priority)
    {
        if (state == TraceLevelState.Empty)
        {
            return priority > 0
                ? TraceLevelState.Shared(ref kept, priority, keptTags)
                : TraceLevelState.Shared(ref dropped, priority, droppedTags);
        }

        if (state.Tags == PropagatedTags.Empty)
        {
            return state.With(priority, priority > 0 ? keptTags : droppedTags);
        }

        var decided = state.Decide(priority, mechanism);
        return decided.Tags[PropagatedTag] is null ? decided.With(priority, decided.Tags.With(PropagatedTag, text)) : decided;
    }

    private static ulong Hash(ulong id) => unchecked(id * KnuthFactor);
}
