using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>What the client calls with the delivery report of a message: ends its span and calls the caller's own handler.</summary>
internal sealed class Delivery<TKey, TValue>(
    SendTracer<TKey, TValue> tracer, SpanTemplate template, Activity? span, bool hasContext, Action<DeliveryReport<TKey, TValue>>? handler)
    : InFlightSend(template, span)
{
    private readonly CallerFlow? caller = handler is null ? null : CallerFlow.Current;

    /// <summary>
    /// The caller's handler runs with the send span current and the caller's baggage: by itself the client runs it with what was current when
    /// the producer was built.
    /// </summary>
    internal void Handle(DeliveryReport<TKey, TValue> report)
    {
        if (!tracer.Take(this))
        {
            Call(report); // the span has ended with the producer
            return;
        }

        Complete(report.Partition, report.Offset, FailureOf(report.Error));
        if (handler is null)
        {
            End(tracer.Transaction);
        }
        else if (Span is null)
        {
            Call(report);
        }
        else
        {
            HandleInSpan(Span, report);
        }
    }

    private void Call(DeliveryReport<TKey, TValue> report)
    {
        if (handler is not null)
        {
            CallerFlow.Run(caller, handler, report);
        }
    }

    private void HandleInSpan(Activity span, DeliveryReport<TKey, TValue> report)
    {
        var before = CurrentActivity.Keep();
        try
        {
            span.SetEndTime(DateTime.UtcNow); // the handler's time is not the broker's
            Activity.Current = span;
            Call(report);
        }
        finally
        {
            End(tracer.Transaction);
            before.Restore();
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
