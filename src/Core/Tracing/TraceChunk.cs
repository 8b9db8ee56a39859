using System.Diagnostics;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Tracing;

/// <summary>Spans of one trace that ended in this process and are exported together, in the order in which they ended.</summary>
internal sealed record TraceChunk(TraceId128 TraceId, Activity[] Spans, Propagation.TraceLevelState Trace)
{
    /// <summary>How this process decided about the trace; null when another one did.</summary>
    internal SamplingDecision? Sampling { get; init; }

    /// <summary>Memory that the spans hold, by estimate.</summary>
    internal required long Bytes { get; init; }
}
