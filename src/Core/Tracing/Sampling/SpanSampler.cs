using System.Diagnostics;

namespace Waybill.Core.Tracing.Sampling;

/// <summary>Marks single spans of dropped traces that are kept all the same, by <c>DD_SPAN_SAMPLING_RULES</c>. The first rule that fits decides.</summary>
/// <remarks>The marks are tags of the span: an agent that gets dropped traces keeps spans that have them.</remarks>
internal sealed class SpanSampler
{
    private const string MechanismTag = "_dd.span_sampling.mechanism";
    private const string RateTag = "_dd.span_sampling.rule_rate";
    private const string LimitTag = "_dd.span_sampling.max_per_second";

    private readonly (SamplingRule Rule, RateLimiter Limiter)[] rules;
    private readonly Func<Activity, SpanIdentity> identify;

    private SpanSampler(SamplingRule[] rules, Func<Activity, SpanIdentity> identify)
    {
        this.rules = [.. rules.Select(rule => (rule, new RateLimiter(rule.MaxPerSecond ?? -1)))];
        this.identify = identify;
    }

    /// <summary>Null when there are no rules.</summary>
    internal static SpanSampler? From(SamplingSettings settings, Func<Activity, SpanIdentity> identify, Action<string> warn) =>
        SamplingRuleReader.Read("DD_SPAN_SAMPLING_RULES", settings.SpanRules, ofSpans: true, warn) is { Length: > 0 } rules
            ? new SpanSampler(rules, identify)
            : null;

    internal void Mark(TraceChunk chunk)
    {
        if (chunk.Trace.IsKept)
        {
            return;
        }

        foreach (var span in chunk.Spans)
        {
            Mark(span);
        }
    }

    private void Mark(Activity span)
    {
        var identity = identify(span);
        foreach (var (rule, limiter) in rules)
        {
            if (!rule.Spans.Fits(span, identity))
            {
                continue;
            }

            if (SamplingRate.IsKept(Propagation.Hex.From(span.SpanId), rule.Rate) && limiter.TryTake())
            {
                span.SetTag(MechanismTag, SamplingMechanism.SingleSpan);
                span.SetTag(RateTag, rule.Rate);
                span.SetTag(LimitTag, rule.MaxPerSecond);
            }

            return;
        }
    }
}
