namespace Waybill.Core.Export;

/// <summary>Wakes one waiting loop; set twice before the loop looks, it wakes it once.</summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(0, 1);
    private int isSet;

    internal void Set()
    {
        if (Interlocked.Exchange(ref isSet, 1) == 0)
        {
            semaphore.Release();
        }
    }

    /// <summary>Ends at the signal or after the time, whichever is first.</summary>
    /// <returns>True at the signal.</returns>
    internal async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (!await semaphore.WaitAsync(atMost, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        Volatile.Write(ref isSet, 0);
        return true;
    }

    public void Dispose() => semaphore.Dispose();
}
