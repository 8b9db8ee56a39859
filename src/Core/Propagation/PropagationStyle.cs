namespace Waybill.Core;

/// <summary>A format of trace context or baggage.</summary>
public enum PropagationStyle
{
    /// <summary>Datadog's headers, <c>x-datadog-*</c>. Configured as <c>datadog</c>.</summary>
    Datadog,

    /// <summary>W3C Trace Context, <c>traceparent</c> and <c>tracestate</c>. Configured as <c>tracecontext</c>.</summary>
    TraceContext,

    /// <summary>B3 in several headers, <c>x-b3-*</c>. Configured as <c>b3multi</c>.</summary>
    B3Multi,

    /// <summary>B3 in the single header <c>b3</c>. Configured as <c>b3 single header</c>.</summary>
    B3Single,

    /// <summary>W3C Baggage, <c>baggage</c>. Configured as <c>baggage</c>.</summary>
    Baggage,

    /// <summary>AWS X-Ray, <c>x-amzn-trace-id</c>. Configured as <c>xray</c>.</summary>
    XRay,
}
