using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>A message whose delivery is not known yet, seen from its span.</summary>
/// <param name="span">The send span; null when nobody listens, and then the message is not kept track of.</param>
internal abstract class InFlightSend(Activity? span)
{
    internal Activity? Span { get; } = span;

    /// <summary>The neighbours in <see cref="InFlightSends"/>, which alone changes these three.</summary>
    internal InFlightSend? Previous { get; set; }

    internal InFlightSend? Next { get; set; }

    internal bool IsInFlight { get; set; }

    /// <summary>Where the broker, or the client when it failed, says that the message is.</summary>
    protected void Describe(Partition partition, Offset offset)
    {
        if (partition.Value >= 0)
        {
            Span?.SetTag(MessagingAttributes.PartitionId, partition.Value.ToString(CultureInfo.InvariantCulture));
        }

        if (offset.Value >= 0)
        {
            Span?.SetTag(MessagingAttributes.KafkaOffset, offset.Value);
        }
    }

    /// <summary>Ends the span. On a flow where it is not the current one, as the client's own thread, the current one stays.</summary>
    internal void End()
    {
        var current = Activity.Current;
        Span?.Stop();
        if (current != Span)
        {
            CurrentActivity.Restore(current);
        }
    }
}
