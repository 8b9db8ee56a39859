using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>What the client calls with the delivery report of a message: ends its span and calls the caller's own handler.</summary>
internal sealed class Delivery<TKey, TValue>(
    SendTracer<TKey, TValue> tracer, SpanTemplate template, Activity? span, bool hasContext, Action<DeliveryReport<TKey, TValue>>? handler)
    : InFlightSend(template, span)
{
    /// <summary>
    /// The caller's handler runs with the send span current: by itself the client runs it with what was current when the producer was built.
    /// </summary>
    internal void Handle(DeliveryReport<TKey, TValue> report)
    {
        if (!tracer.Take(this))
        {
            handler?.Invoke(report); // the span has ended with the producer
            return;
        }

        Complete(report.Partition, report.Offset, FailureOf(report.Error));
        if (handler is null)
        {
            End(tracer.Transaction);
        }
        else if (Span is null)
        {
            handler(report);
        }
        else
        {
            HandleInSpan(Span, handler, report);
        }
    }

    private void HandleInSpan(Activity span, Action<DeliveryReport<TKey, TValue>> handler, DeliveryReport<TKey, TValue> report)
    {
        var before = Activity.Current;
        try
        {
            span.SetEndTime(DateTime.UtcNow); // the handler's time is not the broker's
            CurrentActivity.Restore(span);
            handler(report);
        }
        finally
        {
            End(tracer.Transaction);
            CurrentActivity.Restore(before);
        }
    }

    private string? FailureOf(Error? error)
    {
        if (error is not { IsError: true })
        {
            return null;
        }

        if (hasContext)
        {
            tracer.Refused(error);
        }

        return KafkaFailure.Record(Span, error);
    }
}
