namespace Waybill.Core.Export;

/// <summary>
/// Open while the agent does not answer: then there is one request at a time, as small as can be, after a pause that doubles from 100 ms to 5 s, a
/// quarter more or less by chance, so that processes do not come back in step. Used by one loop.
/// </summary>
internal sealed class Circuit
{
    internal static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    internal static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private TimeSpan pause = FirstPause;
    private int failures;
    private volatile bool isOpen;

    /// <summary>May be read by every thread.</summary>
    internal bool IsOpen => isOpen;

    /// <summary>Whether the agent itself said when to come again. Nothing cuts that pause short.</summary>
    internal bool IsHeldBack { get; private set; }

    /// <summary>Failed requests so far.</summary>
    internal int Failures => Volatile.Read(ref failures);

    /// <summary>The agent answered, whatever it said.</summary>
    internal void Close()
    {
        isOpen = IsHeldBack = false;
        pause = FirstPause;
    }

    /// <summary>A request failed.</summary>
    /// <param name="retryAfter">What the agent asked for, if it did.</param>
    /// <returns>The pause before the next.</returns>
    internal TimeSpan Open(TimeSpan? retryAfter)
    {
        isOpen = true;
        IsHeldBack = retryAfter > pause;
        Interlocked.Increment(ref failures);
        var next = pause * (0.75 + (Random.Shared.NextDouble() / 2));
        pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        return retryAfter > next ? retryAfter.Value : next;
    }

    /// <summary>Somebody waits, with a deadline of seconds: the pauses begin anew, so that there are several attempts within it.</summary>
    internal void Hurry() => pause = FirstPause;
}
