using System.Diagnostics;
using Confluent.Kafka;

namespace Waybill.Adapters.Kafka;

/// <summary>What the client calls with the delivery report of a message: ends its span and calls the caller's own handler.</summary>
internal sealed class DeliveryHandler<TKey, TValue>(
    OutgoingMessage<TKey, TValue> message, InFlightSends sends, Action<DeliveryReport<TKey, TValue>>? handler)
{
    /// <summary>
    /// The caller's handler runs with the send span current: by itself the client runs it with what was current when the producer was built.
    /// </summary>
    internal void Handle(DeliveryReport<TKey, TValue> report)
    {
        if (!sends.Remove(message))
        {
            handler?.Invoke(report); // the span has ended with the producer
            return;
        }

        message.Describe(report);
        if (handler is null)
        {
            message.End();
            return;
        }

        var before = Activity.Current;
        try
        {
            message.Span?.SetEndTime(DateTime.UtcNow); // the handler's time is not the broker's
            CurrentActivity.Restore(message.Span);
            handler(report);
        }
        finally
        {
            message.End();
            CurrentActivity.Restore(before);
        }
    }
}
