using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>A message whose delivery is not known yet. Ten thousands of them may live at a time, so it holds no more than it needs.</summary>
/// <param name="template">Of the send span.</param>
/// <param name="span">The send span; null when nobody listens.</param>
internal class InFlightSend(SpanTemplate template, Activity? span)
{
    private readonly long started = MessagingMeter.Now;

    internal Activity? Span { get; } = span;

    /// <summary>Where it is kept while it is in flight; null when it is not. Only the ring changes that.</summary>
    internal InFlightRing? Ring { get; set; }

    /// <summary>The place in the ring.</summary>
    internal int Place { get; set; }

    /// <summary>Where the broker, or the client when it failed, says that the message is. Counts it; does not end the span.</summary>
    /// <param name="partition">The partition, negative when it is not known.</param>
    /// <param name="offset">The offset, negative when it is not known.</param>
    /// <param name="errorType">What went wrong; null when nothing did.</param>
    internal void Complete(Partition partition, Offset offset, string? errorType)
    {
        if (partition.Value >= 0)
        {
            Span?.SetTag(MessagingAttributes.PartitionId, partition.Value.ToString(CultureInfo.InvariantCulture));
        }

        if (offset.Value >= 0)
        {
            Span?.SetTag(MessagingAttributes.KafkaOffset, offset.Value);
        }

        MessagingMeter.Sent(template, started, messages: 1, errorType);
    }

    /// <summary>Ends the span, or leaves it to the transaction that the message belongs to.</summary>
    internal void End(TransactionSpans transaction)
    {
        if (Span is { } span && !transaction.Hold(span))
        {
            CurrentActivity.Stop(span);
        }
    }
}
