namespace Waybill.Core.Export;

/// <summary>Counts spans from one state to the next, each move in one step, so that the sum holds at every moment.</summary>
internal sealed class SpanLedger
{
    private readonly Lock gate = new();
    private readonly long[] dropped = new long[Enum.GetValues<DropReason>().Length];
    private long accepted;
    private long buffered;

    internal ExportStatistics Snapshot()
    {
        lock (gate)
        {
            return new ExportStatistics
            {
                Ended = buffered + accepted + dropped.Sum(),
                Accepted = accepted,
                Buffered = buffered,
                Dropped = Enum.GetValues<DropReason>()
                    .Where(reason => dropped[(int)reason] > 0)
                    .ToDictionary(reason => reason, reason => dropped[(int)reason]),
            };
        }
    }

    internal void Buffer(int spans)
    {
        lock (gate)
        {
            buffered += spans;
        }
    }

    internal void Accept(int spans)
    {
        lock (gate)
        {
            buffered -= spans;
            accepted += spans;
        }
    }

    internal void Drop(int spans, DropReason reason)
    {
        lock (gate)
        {
            buffered -= spans;
            dropped[(int)reason] += spans;
        }
    }
}
