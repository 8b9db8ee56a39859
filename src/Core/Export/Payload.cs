namespace Waybill.Core.Export;

/// <summary>One request body for the agent: an array of chunks.</summary>
/// <param name="Body">MessagePack, complete.</param>
/// <param name="Traces">How many chunks it holds.</param>
/// <param name="Spans">How many spans it holds.</param>
internal sealed record Payload(ReadOnlyMemory<byte> Body, int Traces, int Spans)
{
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the agent took the payload or refused it for good.</summary>
    internal Task Answered => answered.Task;

    internal void SetAnswered() => answered.SetResult();
}
