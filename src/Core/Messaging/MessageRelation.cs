namespace Waybill.Core;

/// <summary>How the span of a consumer stands to the send span of the message.</summary>
public enum MessageRelation
{
    /// <summary>The send span is the parent: one trace from the producer to the last consumer. The default.</summary>
    Child,

    /// <summary>The consumer begins a trace of its own, with a span link to the send span.</summary>
    Link,

    /// <summary>
    /// The process span is the child of the receive span, with a span link to the send span. Where the receive span is not known, and for
    /// receive spans themselves, the same as <see cref="Child"/>.
    /// </summary>
    ChildOfReceive,
}
