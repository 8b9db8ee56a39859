namespace Waybill.LocalAgent.Model;

/// <summary>What <c>/api/statistics</c> answers, counted since the start. Spans received = spans kept + spans evicted.</summary>
internal sealed record AgentStatistics
{
    /// <summary>Payloads that were taken, empty ones included.</summary>
    public long PayloadsReceived { get; init; }

    /// <summary>Requests that were refused as malformed; nothing of them is kept.</summary>
    public long MalformedRequests { get; init; }

    /// <summary>Traces that were new when a span of theirs arrived; one that comes back after its eviction counts again.</summary>
    public long TracesReceived { get; init; }

    /// <summary>Traces in memory now.</summary>
    public long TracesKept { get; init; }

    /// <summary>Spans that arrived.</summary>
    public long SpansReceived { get; init; }

    /// <summary>Spans in memory now.</summary>
    public long SpansKept { get; init; }

    /// <summary>Spans that had to go because the memory is bounded.</summary>
    public long SpansEvicted { get; init; }

    /// <summary>What the traces take of memory now, in bytes.</summary>
    public long BytesKept { get; init; }

    /// <summary>What they may take.</summary>
    public long MaxBytes { get; init; }

    /// <summary>How many traces may be kept.</summary>
    public int MaxTraces { get; init; }
}
