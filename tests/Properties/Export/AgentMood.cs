using Waybill.Core;
using Waybill.Core.Tests.Support;

namespace Waybill.Properties.Tests.Export;

/// <summary>How the agent answers.</summary>
internal enum AgentMood
{
    Accepts,
    Refuses,
    FindsTooLarge,
    Fails,
    Resets,
    SendsGarbage,
}

internal static class AgentMoods
{
    internal static bool Answers(this AgentMood mood) => mood is AgentMood.Accepts or AgentMood.Refuses or AgentMood.FindsTooLarge;

    /// <summary>Why spans are lost that this agent gets; null when they are not.</summary>
    internal static DropReason? Loss(this AgentMood mood) => mood switch
    {
        AgentMood.Refuses => DropReason.Rejected,
        AgentMood.FindsTooLarge => DropReason.TooLarge,
        _ => null,
    };

    internal static AgentStep Step(this AgentMood mood) => mood switch
    {
        AgentMood.Accepts => AgentStep.Accept,
        AgentMood.Refuses => AgentStep.Respond(400),
        AgentMood.FindsTooLarge => AgentStep.Respond(413),
        AgentMood.Fails => AgentStep.Respond(500),
        AgentMood.Resets => AgentStep.ResetInBody,
        _ => AgentStep.Garbage,
    };
}
