using System.Diagnostics;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tracing.Sampling;

/// <summary>
/// Decides about traces for which nobody upstream did: by the first rule that fits the local root as it is then, else by the rate of the
/// settings, else by the agent's rates.
/// </summary>
internal sealed class TraceSampler
{
    /// <summary>Keeps every trace.</summary>
    internal static readonly TraceSampler KeepAll = new(SamplingSettings.None, new AgentRates(), "", "", _ => default, _ => { });

    private static readonly PropagatedTags DefaultTags =
        PropagatedTags.Empty.With(PropagatedTags.DecisionMaker, SamplingDecision.Default.DecisionMaker);

    private static TraceLevelState? keptByDefault;

    private readonly (SpanPattern Spans, SamplingRate Rate)[] rules;
    private readonly SamplingRate? rate;
    private readonly RateLimiter limiter;
    private readonly AgentRates agentRates;
    private readonly string service;
    private readonly string env;
    private readonly Func<Activity, SpanIdentity> identify;

    /// <param name="settings">The rules, the rate and the limit.</param>
    /// <param name="agentRates">What the agent says.</param>
    /// <param name="service">The service of spans that name no other.</param>
    /// <param name="env">The environment; empty when there is none.</param>
    /// <param name="identify">A span in Datadog's words; only asked for if there are rules.</param>
    /// <param name="warn">Is told of rules that cannot be used.</param>
    internal TraceSampler(
        SamplingSettings settings, AgentRates agentRates, string service, string env, Func<Activity, SpanIdentity> identify, Action<string> warn)
    {
        rules =
        [
            .. SamplingRuleReader.Read("DD_TRACE_SAMPLING_RULES", settings.Rules, ofSpans: false, warn)
                .Select(rule => (rule.Spans, new SamplingRate(rule.Rate, SamplingMechanism.Rule))),
        ];
        var common = settings.Rate ?? (settings.RateLimit is not null && rules.Length == 0 ? 1 : null);
        rate = common is null ? null : new SamplingRate(common.Value, SamplingMechanism.Rule);
        limiter = new RateLimiter(settings.RateLimit ?? SamplingSettings.DefaultRateLimit);
        this.agentRates = agentRates;
        this.service = service;
        this.env = env;
        this.identify = identify;
    }

    internal (TraceLevelState State, SamplingDecision Decision) Decide(TraceId128 id, Activity localRoot, TraceLevelState state)
    {
        if ((RuleFor(localRoot) ?? rate) is { } ours)
        {
            return ByRule(id, ours, state);
        }

        if (agentRates.Of(localRoot.GetTagItem(SpanTags.ServiceName) as string ?? service, env) is { } agents)
        {
            var priority = agents.Keeps(id.Lower) ? SamplingPriority.AutoKeep : SamplingPriority.AutoReject;
            return (agents.Decide(state, (int)priority), agents.Decision);
        }

        const int Keep = (int)SamplingPriority.AutoKeep;
        var decided = state == TraceLevelState.Empty ? TraceLevelState.Shared(ref keptByDefault, Keep, DefaultTags)
            : state.Tags == PropagatedTags.Empty ? state.With(Keep, DefaultTags)
            : state.Decide(Keep, SamplingMechanism.Default);
        return (decided, SamplingDecision.Default);
    }

    private (TraceLevelState State, SamplingDecision Decision) ByRule(TraceId128 id, SamplingRate ours, TraceLevelState state)
    {
        if (!ours.Keeps(id.Lower))
        {
            return (ours.Decide(ours.WithTraceState(state, id.Lower), (int)SamplingPriority.UserReject), ours.Decision);
        }

        // What the limit drops was not dropped by its id: tracestate says nothing of it.
        var (priority, limited) = limiter.TryTake()
            ? (SamplingPriority.UserKeep, ours.WithTraceState(state, id.Lower))
            : (SamplingPriority.UserReject, state);
        return (ours.Decide(limited, (int)priority), ours.Decision with { LimitRate = limiter.EffectiveRate });
    }

    private SamplingRate? RuleFor(Activity localRoot)
    {
        if (rules.Length == 0)
        {
            return null;
        }

        var identity = identify(localRoot);
        foreach (var (spans, ofRule) in rules)
        {
            if (spans.Fits(localRoot, identity))
            {
                return ofRule;
            }
        }

        return null;
    }
}
