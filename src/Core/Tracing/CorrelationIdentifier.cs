using System.Diagnostics;
using Waybill.Core.Propagation;

namespace Waybill.Core;

/// <summary>What a log line needs so that Datadog finds the span that wrote it: <c>dd.trace_id</c>, <c>dd.span_id</c>, <c>dd.service</c>, <c>dd.env</c>, <c>dd.version</c>.</summary>
public static class CorrelationIdentifier
{
    /// <summary>The lower 64 bits of the active span's trace id; 0 when no span is active.</summary>
    public static ulong TraceId => Current is { } activity ? TraceId128.From(activity.TraceId).Lower : 0;

    /// <summary>The active span's id; 0 when no span is active.</summary>
    public static ulong SpanId => Current is { } activity ? Hex.From(activity.SpanId) : 0;

    /// <summary>The tracer's service.</summary>
    public static string Service => Tracer.Instance.DefaultServiceName;

    /// <summary>The tracer's environment; empty when there is none.</summary>
    public static string Env => Tracer.Instance.Settings.Environment ?? "";

    /// <summary>The service's version; empty when there is none.</summary>
    public static string Version => Tracer.Instance.Settings.ServiceVersion ?? "";

    private static Activity? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity : null;
}
