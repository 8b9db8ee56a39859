namespace Waybill.LocalAgent.Intake;

/// <summary>
/// Lets few payloads be decoded at once, and one large one at a time, so that all clients together cannot take more memory than
/// the limits say. Who breaks off in the queue costs nothing.
/// </summary>
internal sealed class IntakeTurns : IDisposable
{
    /// <summary>A body that is longer, in bytes, or does not say its length or is compressed, is large.</summary>
    public const long LargeBytes = 8 * 1024 * 1024;

    private const int SmallAtOnce = 4;
    private readonly SemaphoreSlim small = new(SmallAtOnce);
    private readonly SemaphoreSlim large = new(1);

    /// <returns>Ends the turn; null if none came up in time.</returns>
    public async Task<IDisposable?> TakeAsync(bool isLarge, TimeSpan patience, CancellationToken cancellationToken)
    {
        SemaphoreSlim turns = isLarge ? large : small;
        return await turns.WaitAsync(patience, cancellationToken).ConfigureAwait(false) ? new Turn(turns) : null;
    }

    public void Dispose()
    {
        small.Dispose();
        large.Dispose();
    }

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
