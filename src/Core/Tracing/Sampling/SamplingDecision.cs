namespace Waybill.Core.Tracing.Sampling;

/// <summary>How this process decided about a trace: what the local root tells beside the priority. Null where another process decided.</summary>
/// <param name="Mechanism">One of <see cref="SamplingMechanism"/>.</param>
/// <param name="Rate">The rate that was applied, from 0 to 1; null when there was none.</param>
/// <param name="LimitRate">The share of traces that the rate limiter let through, from 0 to 1; null when it was not asked.</param>
internal sealed record SamplingDecision(int Mechanism, double? Rate = null, double? LimitRate = null)
{
    internal static readonly SamplingDecision Default = new(SamplingMechanism.Default);
    internal static readonly SamplingDecision Manual = new(SamplingMechanism.Manual);

    /// <summary>The metric of the local root that has <see cref="Rate"/>.</summary>
    internal string RateTag => Mechanism == SamplingMechanism.AgentRate ? "_dd.agent_psr" : "_dd.rule_psr";

    /// <summary>The text of <c>_dd.p.dm</c>.</summary>
    internal string DecisionMaker { get; } = FormattableString.Invariant($"-{Mechanism}");
}
