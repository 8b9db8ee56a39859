namespace Waybill.Adapters.Sqs;

/// <summary>
/// A call that is being traced on this flow: a second decorator around the client, or the handler in its pipeline, leaves it alone.
/// </summary>
/// <remarks>Ended by hand, because work that the call began in the background keeps the flow's values for as long as it runs.</remarks>
internal sealed class TracedCall : IDisposable
{
    private static readonly AsyncLocal<TracedCall?> Flow = new();

    private volatile bool ended;

    internal static bool IsUnderWay => Flow.Value is { ended: false };

    /// <summary>From an async method, so that its caller's flow stays as it is.</summary>
    internal static TracedCall Begin() => Flow.Value = new TracedCall();

    public void Dispose() => ended = true;
}
