using System.Collections.Frozen;

namespace Waybill.Core.Propagation;

/// <summary>The headers that our formats write: those of an earlier context go when a message gets a new one.</summary>
/// <remarks>
/// Without baggage, which is not ours alone: a message keeps its own when there is none to write.
/// Case-sensitive, as the brokers' headers are: one that differs in case is another header, which no format reads.
/// </remarks>
internal static class ContextHeaders
{
    internal static readonly FrozenSet<string> All = FrozenSet.Create(
        StringComparer.Ordinal,
        DatadogFormat.TraceId,
        DatadogFormat.ParentId,
        DatadogFormat.Priority,
        DatadogFormat.Origin,
        DatadogFormat.Tags,
        TraceContextFormat.TraceParent,
        TraceContextFormat.TraceState,
        B3MultiFormat.TraceId,
        B3MultiFormat.SpanId,
        B3MultiFormat.Sampled,
        B3MultiFormat.Flags,
        B3MultiFormat.ParentSpanId,
        B3SingleFormat.Header,
        XRayFormat.Header);
}
