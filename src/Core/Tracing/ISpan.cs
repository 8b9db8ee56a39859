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

    /// <summary>Sets a tag; null removes it. After the span's end it does nothing.</summary>
    /// <remarks>
    /// <c>manual.keep</c>, <c>manual.drop</c> (with <c>true</c>, <c>1</c>, <c>t</c>, <c>y</c> or <c>yes</c>) and <c>sampling.priority</c> (a number or a name) decide about
    /// the trace and are no tags of the span; see <see cref="SpanExtensions.SetTraceSamplingPriority"/>.
    /// </remarks>
    /// <param name="key">The tag's name.</param>
    /// <param name="value">Its value. For a number see <see cref="SpanExtensions.SetTag(ISpan, string, double?)"/>.</param>
    /// <returns>This span.</returns>
    ISpan SetTag(string key, string? value);

    /// <summary>The value of a tag as text; null when it is not set.</summary>
    string? GetTag(string key);

    /// <summary>Links the span to another one, of this or another trace. After the span's end it does nothing.</summary>
    /// <param name="context">The other span's context, such as one that was extracted. <see cref="SpanContext.None"/> adds nothing.</param>
    /// <param name="attributes">What is said of the link; none by default.</param>
    /// <returns>This span.</returns>
    ISpan AddLink(ISpanContext context, IEnumerable<KeyValuePair<string, object?>>? attributes = null);

    /// <summary>Notes something that happened during the span. After the span's end it does nothing.</summary>
    /// <param name="name">What happened.</param>
    /// <param name="attributes">What is said of it; none by default.</param>
    /// <param name="timestamp">When it happened; now by default.</param>
    /// <returns>This span.</returns>
    ISpan AddEvent(string name, IEnumerable<KeyValuePair<string, object?>>? attributes = null, DateTimeOffset? timestamp = null);

    /// <summary>
    /// Sets an item of the current baggage, which goes out with every message and request from here on; null takes it out. Baggage belongs to
    /// the flow and not to a span: the same as <see cref="Baggage.SetBaggage(string, string?, Baggage)"/>.
    /// </summary>
    /// <returns>This span.</returns>
    ISpan SetBaggage(string name, string? value);

    /// <summary>A value of the current baggage; null when there is none of that name.</summary>
    string? GetBaggage(string name);

    /// <summary>Marks the span as failed, with the exception's type, message and stack. Of an AggregateException the first inner one counts.</summary>
    void SetException(Exception exception);

    /// <summary>Ends the span now. A second call does nothing.</summary>
    void Finish();

    /// <summary>Ends the span at a given time; a time before the start counts as the start.</summary>
    void Finish(DateTimeOffset finishTimestamp);
}
