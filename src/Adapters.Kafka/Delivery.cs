using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>What the client calls with the delivery report of a message: ends its span and calls the caller's own handler.</summary>
internal sealed class Delivery<TKey, TValue>(
    SendTracer<TKey, TValue> tracer, SpanTemplate template, Activity? span, bool hasContext, Action<DeliveryReport<TKey, TValue>>? handler)
    : InFlightSend(template, span)
{
    private static readonly ContextCallback CallHandlerOf = static delivery => ((Delivery<TKey, TValue>)delivery!).CallHandler();

    /// <summary>
    /// The caller's flow, in which the send span is current: there its handler runs. By itself the client runs it in the flow of whoever built
    /// the producer. To keep the flow costs nothing; to make the span current again would make another one, and the text of the span's id.
    /// </summary>
    private readonly ExecutionContext? flow = handler is null ? null : CallerFlow.Capture();

    private DeliveryReport<TKey, TValue>? report;
    private bool hasEnded;

    internal void Handle(DeliveryReport<TKey, TValue> report)
    {
        hasEnded = !InFlightSends.Take(this); // with the producer
        if (!hasEnded)
        {
            Complete(report.Partition, report.Offset, FailureOf(report.Error));
        }

        if (flow is not null)
        {
            this.report = report;
            ExecutionContext.Run(flow, CallHandlerOf, this);
        }
        else if (!hasEnded)
        {
            End(tracer.Transaction);
        }
    }

    private void CallHandler()
    {
        if (hasEnded)
        {
            Activity.Current = null;
            handler!(report!);
            return;
        }

        try
        {
            Span?.SetEndTime(DateTime.UtcNow); // the handler's time is not the broker's
            handler!(report!);
        }
        finally
        {
            End(tracer.Transaction);
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
