namespace Waybill.Core;

/// <summary>One operation of a service: a view of a <see cref="System.Diagnostics.Activity"/>.</summary>
public interface ISpan : IDisposable
{
    /// <summary>The kind of operation, such as <c>order.check</c>: few values, whatever the data.</summary>
    string OperationName { get; set; }

    /// <summary>What the operation is done on, such as a route or a queue. The operation's name by default.</summary>
    string ResourceName { get; set; }

    /// <summary>The service; null means the tracer's own.</summary>
    string? ServiceName { get; set; }

    /// <summary>Datadog's span type, such as <c>web</c>, <c>queue</c> or <c>db</c>; null is the default.</summary>
    string? Type { get; set; }

    /// <summary>True when the operation failed. False by default.</summary>
    bool Error { get; set; }

    /// <summary>The lower 64 bits of the trace id.</summary>
    ulong TraceId { get; }

    /// <summary>The span id.</summary>
    ulong SpanId { get; }

    /// <summary>What a message or a child needs to continue the trace. Reading it makes the trace's sampling decision final.</summary>
    ISpanContext Context { get; }

    /// <summary>Sets a tag; null removes it.</summary>
    /// <returns>This span.</returns>
    ISpan SetTag(string key, string? value);

    /// <summary>The value of a tag as text; null when it is not set.</summary>
    string? GetTag(string key);

    /// <summary>Marks the span as failed, with the exception's type, message and stack. Of an AggregateException the first inner one counts.</summary>
    void SetException(Exception exception);

    /// <summary>Ends the span now. A second call does nothing.</summary>
    void Finish();

    /// <summary>Ends the span at a given time; a time before the start counts as the start.</summary>
    void Finish(DateTimeOffset finishTimestamp);
}
