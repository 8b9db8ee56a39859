namespace Waybill.Core.Export.Agent;

/// <summary>What became of a request to the agent.</summary>
internal enum AgentAnswer
{
    Accepted,

    /// <summary>Not now: no answer, or one that passes (408, 429, 5xx).</summary>
    TryAgain,

    /// <summary>Not so many at once (413).</summary>
    TooLarge,

    /// <summary>Never: the agent will not take these spans.</summary>
    Rejected,
}
