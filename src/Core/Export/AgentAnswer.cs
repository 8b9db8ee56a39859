namespace Waybill.Core.Export;

/// <summary>What became of a request to the agent.</summary>
internal enum AgentAnswer
{
    Accepted,

    /// <summary>Not now: no answer, or one that passes (408, 413, 429, 5xx).</summary>
    TryAgain,

    /// <summary>Never: the agent will not take this payload.</summary>
    Rejected,
}
