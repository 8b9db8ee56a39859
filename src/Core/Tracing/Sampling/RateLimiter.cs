using System.Diagnostics;

namespace Waybill.Core.Tracing.Sampling;

/// <summary>Lets through so many a second. Without a lock: threads that start traces meet here.</summary>
/// <remarks>
/// A token bucket that holds one second's worth, kept as the time at which it would be full again (the "generic cell rate algorithm").
/// </remarks>
internal sealed class RateLimiter
{
    private static readonly double TicksPerSecond = Stopwatch.Frequency;

    private readonly double perSecond;
    private readonly long cost; // of one, in ticks
    private readonly Func<long> now;
    private long fullAt;
    private Window window;

    /// <param name="perSecond">How many; negative is without limit, 0 lets nothing through.</param>
    /// <param name="now">The time in ticks of <see cref="Stopwatch"/>; null takes that clock.</param>
    internal RateLimiter(double perSecond, Func<long>? now = null)
    {
        this.perSecond = perSecond;
        this.now = now ?? Stopwatch.GetTimestamp;
        cost = perSecond > 0 ? Math.Max(1, (long)Math.Min(TicksPerSecond / perSecond, long.MaxValue / 4)) : 0;
        window = new Window(this.now(), null);
    }

    /// <summary>Takes a place if there is one.</summary>
    internal bool TryTake()
    {
        if (perSecond < 0)
        {
            return true;
        }

        var time = now();
        var current = WindowAt(time);
        Interlocked.Increment(ref current.Checked);
        if (perSecond == 0 || !TryTakeAt(time))
        {
            return false;
        }

        Interlocked.Increment(ref current.Allowed);
        return true;
    }

    /// <summary>Of those that asked in this second and the one before, the share that was let through; 1 when nobody asked.</summary>
    internal double EffectiveRate
    {
        get
        {
            var current = Volatile.Read(ref window);
            var asked = Volatile.Read(ref current.Checked) + current.CheckedBefore;
            return asked == 0 ? 1 : Math.Min(1, (Volatile.Read(ref current.Allowed) + current.AllowedBefore) / (double)asked);
        }
    }

    private bool TryTakeAt(long time)
    {
        // A place costs at most the whole bucket, so that less than one a second is possible too.
        var bucket = Math.Max((long)TicksPerSecond, cost);
        while (true)
        {
            var before = Volatile.Read(ref fullAt);
            var after = Math.Max(before, time) + cost;
            if (after - time > bucket)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref fullAt, after, before) == before)
            {
                return true;
            }
        }
    }

    private Window WindowAt(long time)
    {
        var current = Volatile.Read(ref window);
        if (time - current.Start < TicksPerSecond)
        {
            return current;
        }

        // After a pause of a second and more the one before was empty.
        var next = new Window(time, time - current.Start < 2 * TicksPerSecond ? current : null);
        var found = Interlocked.CompareExchange(ref window, next, current);
        return found == current ? next : found;
    }

    private sealed class Window(long start, Window? before)
    {
        internal long Checked;
        internal long Allowed;

        internal long Start { get; } = start;

        internal long CheckedBefore { get; } = before is null ? 0 : Volatile.Read(ref before.Checked);

        internal long AllowedBefore { get; } = before is null ? 0 : Volatile.Read(ref before.Allowed);
    }
}
