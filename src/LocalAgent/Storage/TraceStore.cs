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

    /// <summary>Tells the lower halves of the traces that have changed, on the thread that changed them: do little.</summary>
    public event Action<IReadOnlySet<ulong>>? Changed;

    /// <summary>Adds each span to its trace, then evicts what is too much.</summary>
    public void Add(IReadOnlyList<StoredSpan> spans)
    {
        HashSet<ulong> changed = [];
        lock (gate)
        {
            foreach (StoredSpan span in spans)
            {
                Add(span);
                changed.Add(span.TraceId);
            }

            Evict();
        }

        if (changed.Count > 0)
        {
            Changed?.Invoke(changed);
        }
    }

    /// <summary>Forgets all traces.</summary>
    public void Clear()
    {
        lock (gate)
        {
            byLowerHalf.Clear();
            byArrival.Clear();
            bytes = 0;
            spansKept = 0;
        }

        Changed?.Invoke(new HashSet<ulong>());
    }

    /// <summary>All kept traces, the newest last.</summary>
    public IReadOnlyList<TraceSnapshot> All()
    {
        lock (gate)
        {
            return [.. byArrival.Select(trace => trace.Snapshot())];
        }
    }

    /// <summary>The trace whose id has this lower half, or null.</summary>
    public TraceSnapshot? Find(ulong lowerHalf)
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
                BytesKept = bytes,
                MaxBytes = limits.MaxBytes,
                MaxTraces = limits.MaxTraces,
            };
        }
    }

    private void Add(StoredSpan span)
    {
        if (!byLowerHalf.TryGetValue(span.TraceId, out StoredTrace? trace))
        {
            trace = new StoredTrace(span.TraceId, ++tracesReceived);
            byLowerHalf.Add(span.TraceId, trace);
            byArrival.Enqueue(trace);
            bytes += trace.Bytes;
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

        if (bytes > limits.MaxBytes)
        {
            StoredTrace only = byArrival.Peek();
            spansKept -= only.Trim(limits.MaxBytes);
            bytes = only.Bytes;
        }
    }
}
