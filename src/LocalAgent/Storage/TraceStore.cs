using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Storage;

/// <summary>
/// Keeps the last traces in memory, in order of their first span's arrival. Over a limit the oldest trace goes, even if
/// it still grows; when one trace alone is over the limit, its newest spans go. Every member is thread-safe.
/// </summary>
internal sealed class TraceStore(StoreLimits limits)
{
    private readonly Lock gate = new();
    private readonly Dictionary<ulong, StoredTrace> byLowerHalf = [];
    private readonly Queue<StoredTrace> byArrival = new();
    private long bytes;
    private long tracesReceived;
    private long spansReceived;
    private long spansKept;

    /// <summary>Adds each span to its trace, then evicts what is too much.</summary>
    public void Add(IReadOnlyList<TraceSpan> spans)
    {
        lock (gate)
        {
            foreach (TraceSpan span in spans)
            {
                Add(span);
            }

            Evict();
        }
    }

    /// <summary>All kept traces, the newest last.</summary>
    public IReadOnlyList<Trace> All()
    {
        lock (gate)
        {
            return [.. byArrival.Select(trace => trace.Snapshot())];
        }
    }

    /// <summary>The trace whose id has this lower half, or null.</summary>
    public Trace? Find(ulong lowerHalf)
    {
        lock (gate)
        {
            return byLowerHalf.GetValueOrDefault(lowerHalf)?.Snapshot();
        }
    }

    /// <summary>The counts of traces and spans, at one moment.</summary>
    public AgentStatistics Statistics()
    {
        lock (gate)
        {
            return new AgentStatistics
            {
                TracesReceived = tracesReceived,
                TracesKept = byArrival.Count,
                SpansReceived = spansReceived,
                SpansKept = spansKept,
                SpansEvicted = spansReceived - spansKept,
            };
        }
    }

    private void Add(TraceSpan span)
    {
        if (!byLowerHalf.TryGetValue(span.TraceId, out StoredTrace? trace))
        {
            trace = new StoredTrace(span.TraceId);
            byLowerHalf.Add(span.TraceId, trace);
            byArrival.Enqueue(trace);
            tracesReceived++;
        }

        trace.Add(span);
        bytes += span.SizeInBytes;
        spansReceived++;
        spansKept++;
    }

    private void Evict()
    {
        while (byArrival.Count > 1 && (byArrival.Count > limits.MaxTraces || bytes > limits.MaxBytes))
        {
            StoredTrace oldest = byArrival.Dequeue();
            byLowerHalf.Remove(oldest.LowerHalf);
            bytes -= oldest.Bytes;
            spansKept -= oldest.Count;
        }

        while (bytes > limits.MaxBytes && byArrival.Peek() is { Count: > 0 } only)
        {
            bytes -= only.Bytes;
            only.RemoveNewest();
            bytes += only.Bytes;
            spansKept--;
        }
    }
}
