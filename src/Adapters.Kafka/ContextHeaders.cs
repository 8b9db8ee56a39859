using Waybill.Core.Propagation;

namespace Waybill.Adapters.Kafka;

/// <summary>The headers that our formats write: those of an earlier context go when a message gets a new one.</summary>
internal static class ContextHeaders
{
    /// <summary>Case-sensitive, as Kafka is: a header that differs in case is another header, which no format reads.</summary>
    internal static bool Contains(string name) => name
        is DatadogFormat.TraceId or DatadogFormat.ParentId or DatadogFormat.Priority or DatadogFormat.Origin or DatadogFormat.Tags
        or TraceContextFormat.TraceParent or TraceContextFormat.TraceState;
}
