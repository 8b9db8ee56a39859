namespace Waybill.Core.Propagation;

/// <summary>A format of trace context.</summary>
internal enum PropagationStyle
{
    Datadog,
    TraceContext,
}
