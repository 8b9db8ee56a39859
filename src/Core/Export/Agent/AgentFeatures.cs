namespace Waybill.Core.Export.Agent;

/// <summary>What the agent can do beyond what every agent can. Written by whoever asks it, read by whoever encodes.</summary>
internal sealed class AgentFeatures
{
    private volatile bool takesSpanEvents;

    /// <summary>Whether a span may have the field <c>span_events</c>. False until the agent has said so.</summary>
    internal bool TakesSpanEvents
    {
        get => takesSpanEvents;
        set => takesSpanEvents = value;
    }
}
