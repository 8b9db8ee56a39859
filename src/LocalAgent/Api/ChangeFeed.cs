using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Api;

/// <summary>Lets many wait for the next change of the store. Changes while nobody waits are one change.</summary>
internal sealed class ChangeFeed
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = New();
    private long version;

    public ChangeFeed(TraceStore store) => store.Changed += _ =>
    {
        lock (gate)
        {
            version++;
            changed.SetResult();
            changed = New();
        }
    };

    /// <summary>Waits until the version is another than <paramref name="seen"/>, and gives it.</summary>
    public async Task<long> NextAsync(long seen, TimeSpan patience, CancellationToken cancellationToken)
    {
        Task next;
        lock (gate)
        {
            if (version != seen)
            {
                return version;
            }

            next = changed.Task;
        }

        await next.WaitAsync(patience, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return Interlocked.Read(ref version);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
