namespace Waybill.Core;

/// <summary>The identity of a span: what a child or a link of it needs. <see cref="SpanContext"/> is the only kind there is.</summary>
public interface ISpanContext
{
    /// <summary>The lower 64 bits of the trace id.</summary>
    ulong TraceId { get; }

    /// <summary>The span id.</summary>
    ulong SpanId { get; }

    /// <summary>The span's service; null when the span is of another process.</summary>
    string? ServiceName { get; }
}
