namespace Waybill.LocalAgent.Storage;

/// <summary>A trace that still grows: its chunks come from several processes, and not every one tells the whole trace id.</summary>
internal sealed class StoredTrace(ulong lowerHalf, long arrival)
{
    /// <summary>What a trace takes without its spans: itself, its snapshot, its places in the store; in bytes.</summary>
    public const long OwnBytes = 400;

    private StoredSpan[] spans = new StoredSpan[4];
    private ulong upperHalf;
    private TraceSnapshot? snapshot;

    /// <summary>The lower 64 bits of the trace id.</summary>
    public ulong LowerHalf => lowerHalf;

    /// <summary>The number of spans.</summary>
    public int Count { get; private set; }

    /// <summary>What the trace takes of memory, in bytes.</summary>
    public long Bytes { get; private set; } = OwnBytes;

    public void Add(StoredSpan span)
    {
        if (Count == spans.Length)
        {
            Array.Resize(ref spans, 2 * Count);
        }

        spans[Count++] = span;
        Bytes += span.SizeInBytes;
        upperHalf = upperHalf == 0 ? span.TraceIdUpperHalf : upperHalf;
        snapshot = null;
    }

    /// <summary>Removes the newest spans until the trace takes no more than so many bytes, and says how many went.</summary>
    public int Trim(long maxBytes)
    {
        int before = Count;
        while (Count > 0 && Bytes > maxBytes)
        {
            Bytes -= spans[--Count].SizeInBytes;
        }

        // A new array: snapshots hold the old one.
        spans = [.. spans.AsSpan(0, Count), null!];
        snapshot = null;
        return before - Count;
    }

    /// <summary>The trace as it is now.</summary>
    public TraceSnapshot Snapshot() =>
        snapshot ??= new TraceSnapshot(lowerHalf, upperHalf, arrival, new ArraySegment<StoredSpan>(spans, 0, Count));
}
