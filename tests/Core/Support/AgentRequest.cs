namespace Waybill.Core.Tests.Support;

/// <summary>A request that the scripted agent read to its end.</summary>
internal sealed record AgentRequest(string Line, Dictionary<string, string> Headers, byte[] Body, AgentStep Step)
{
    public bool IsAccepted => Step.Status is >= 200 and < 300;
}
