namespace Waybill.Core.Tracing.Sampling;

/// <summary>Who decided about a trace, as Datadog numbers it in <c>_dd.p.dm</c>.</summary>
internal static class SamplingMechanism
{
    /// <summary>Nobody: no rule and no rate is known.</summary>
    internal const int Default = 0;

    /// <summary>A rate that the agent gave.</summary>
    internal const int AgentRate = 1;

    /// <summary>A rule or rate of this process's settings.</summary>
    internal const int Rule = 3;

    /// <summary>The program.</summary>
    internal const int Manual = 4;

    /// <summary>A rule for single spans of a trace that is dropped.</summary>
    internal const int SingleSpan = 8;
}
