using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Insight;

/// <summary>Finds the parents of a trace's spans; of spans with equal ids the first to arrive is the parent.</summary>
internal sealed class SpanParents
{
    private readonly Dictionary<ulong, StoredSpan> byId = [];

    public SpanParents(TraceSnapshot trace)
    {
        foreach (StoredSpan span in trace.Spans)
        {
            byId.TryAdd(span.SpanId, span);
        }
    }

    /// <summary>Null for a root, and where the parent has not arrived.</summary>
    public StoredSpan? Of(StoredSpan span) =>
        span.ParentId != 0 && span.ParentId != span.SpanId ? byId.GetValueOrDefault(span.ParentId) : null;
}
