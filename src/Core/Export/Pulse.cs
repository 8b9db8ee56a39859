namespace Waybill.Core.Export;

/// <summary>Tells all who wait that something has happened; they look then whether it was what they wait for.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource next = Create();

    /// <summary>Ends at the next beat. Take it first, then look, then wait: so no beat is missed.</summary>
    internal Task Next => Volatile.Read(ref next).Task;

    internal void Beat() => Interlocked.Exchange(ref next, Create()).SetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
