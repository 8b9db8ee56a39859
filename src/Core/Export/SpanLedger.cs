namespace Waybill.Core.Export;

/// <summary>
/// Counts spans from one state to the next, each move in one step. What comes in is counted by itself and never derived from the rest, so that
/// a span that is lost on the way, or counted twice, shows.
/// </summary>
internal sealed class SpanLedger
{
    private readonly Lock gate = new();
    private readonly long[] dropped = new long[Enum.GetValues<DropReason>().Length];
    private readonly SpreadCounter written = new();
    private long recovered;
    private long accepted;
    private long left;
    private long spooled;

    internal ExportStatistics Snapshot()
    {
        lock (gate)
        {
            var ended = written.Sum(); // under the lock, so that whatever has left is part of it
            return new ExportStatistics
            {
                Ended = ended,
                Recovered = recovered,
                Accepted = accepted,
                Buffered = ended - left,
                Spooled = spooled,
                Dropped = Enum.GetValues<DropReason>()
                    .Where(reason => dropped[(int)reason] != 0)
                    .ToDictionary(reason => reason, reason => dropped[(int)reason]),
            };
        }
    }

    /// <summary>Ended spans came in, and wait in memory until they leave it. Without a lock, which all threads that end spans would share.</summary>
    internal void Buffer(int spans) => written.Add(spans);

    /// <summary>Spans of a process that is gone were found on disk.</summary>
    internal void Recover(int spans)
    {
        lock (gate)
        {
            recovered += spans;
            spooled += spans;
        }
    }

    /// <summary>Spans went from memory to disk.</summary>
    internal void Spool(int spans)
    {
        lock (gate)
        {
            left += spans;
            spooled += spans;
        }
    }

    internal void Accept(int spans, bool fromSpool = false)
    {
        lock (gate)
        {
            Take(spans, fromSpool);
            accepted += spans;
        }
    }

    internal void Drop(int spans, DropReason reason, bool fromSpool = false)
    {
        lock (gate)
        {
            Take(spans, fromSpool);
            dropped[(int)reason] += spans;
        }
    }

    private void Take(int spans, bool fromSpool)
    {
        if (fromSpool)
        {
            spooled -= spans;
        }
        else
        {
            left += spans;
        }
    }
}
