using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>Produces messages through a client, each with its context and a span that ends with the delivery.</summary>
internal sealed class SendTracer<TKey, TValue>(IProducer<TKey, TValue> client, KafkaTracingOptions options, ClientAttributes attributes)
{
    private readonly InFlightSends sends = new();
    private readonly HeaderRejection injection = new(options.InjectionPause);

    private readonly SpanTemplates<string> templates = new(topic => SpanTemplate.Create(
        options,
        new MessageOperation(MessagingSystems.Kafka, MessagingOperations.Send, MessagingOperations.Send, topic),
        attributes.Value));

    /// <summary>The client has refused a handler of ours: <c>dotnet.producer.enable.delivery.reports</c> is false.</summary>
    private volatile bool reportsAreOff;

    internal TransactionSpans Transaction { get; } = new();

    internal async Task<DeliveryResult<TKey, TValue>> SendAsync(
        Destination destination, Message<TKey, TValue> message, CancellationToken cancellationToken)
    {
        var outgoing = Start(destination, message);
        InFlightSend send = new(outgoing.Template, outgoing.Span);
        _ = TryTrack(send, isReported: true);
        try
        {
            DeliveryResult<TKey, TValue>? result;
            try
            {
                result = await destination.ProduceAsync(client, outgoing.Message, cancellationToken).ConfigureAwait(false);
            }
            catch (ProduceException<TKey, TValue> exception) when (IsTooLarge(exception, outgoing))
            {
                result = await destination.ProduceAsync(client, message, cancellationToken).ConfigureAwait(false);
                outgoing.WithdrawContext();
            }

            outgoing.GiveBackOriginal(result);
            if (InFlightSends.Take(send))
            {
                send.Complete(result?.Partition ?? Partition.Any, result?.Offset ?? Offset.Unset, errorType: null);
                send.End(Transaction);
            }

            return result!;
        }
        catch (Exception exception)
        {
            Fail(send, outgoing, exception);
            throw;
        }
    }

    internal void Send(Destination destination, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? handler)
    {
        var before = CurrentActivity.Keep();
        var outgoing = Start(destination, message);
        var ours = ExecutionContext.Capture();
        Delivery<TKey, TValue> delivery = new(this, outgoing.Template, outgoing.Span, outgoing.HasContext, handler);
        var isTracked = TryTrack(delivery, isReported: handler is not null); // first: the report may come before the client's call returns
        try
        {
            if (handler is not null || (isTracked && !reportsAreOff))
            {
                ProduceWithReport(destination, outgoing, delivery, mustReport: handler is not null);
            }
            else
            {
                ProduceWithoutReport(destination, outgoing, delivery);
            }
        }
        catch (Exception exception)
        {
            Fail(delivery, outgoing, exception);
            throw;
        }
        finally
        {
            before.Restore(ours);
        }
    }

    /// <summary>The broker has answered a message that had a context with an error.</summary>
    internal void Refused(Error error) => injection.Refused(ClientId.Of(client), error);

    /// <summary>The client is gone: no report comes any more.</summary>
    internal void EndAll()
    {
        sends.EndAll();
        Transaction.End(TransactionSpans.Unfinished);
    }

    private OutgoingMessage<TKey, TValue> Start(Destination destination, Message<TKey, TValue> message) =>
        OutgoingMessage<TKey, TValue>.Start(templates.Of(destination.Topic), message, options, injection);

    private bool TryTrack(InFlightSend send, bool isReported) => send.Span is null || sends.TryAdd(send, isReported);

    /// <summary>The client checks for a handler that it cannot serve before it does anything else, so the message is not sent twice.</summary>
    private void ProduceWithReport(
        Destination destination, OutgoingMessage<TKey, TValue> outgoing, Delivery<TKey, TValue> delivery, bool mustReport)
    {
        try
        {
            Produce(destination, outgoing, delivery.Handle);
        }
        catch (InvalidOperationException exception) when (!mustReport && exception.GetType() == typeof(InvalidOperationException))
        {
            ProduceWithoutReport(destination, outgoing, delivery);
            reportsAreOff = true;
        }
    }

    private void ProduceWithoutReport(Destination destination, OutgoingMessage<TKey, TValue> outgoing, Delivery<TKey, TValue> delivery)
    {
        Produce(destination, outgoing, null);
        if (InFlightSends.Take(delivery))
        {
            delivery.Complete(Partition.Any, Offset.Unset, errorType: null);
            delivery.End(Transaction);
        }
    }

    /// <summary>A message that only our headers make too large for the client goes out without them.</summary>
    private void Produce(Destination destination, OutgoingMessage<TKey, TValue> outgoing, Action<DeliveryReport<TKey, TValue>>? handler)
    {
        try
        {
            destination.Produce(client, outgoing.Message, handler);
        }
        catch (ProduceException<TKey, TValue> exception) when (IsTooLarge(exception, outgoing))
        {
            destination.Produce(client, outgoing.Original, handler);
            outgoing.WithdrawContext();
        }
    }

    private void Fail(InFlightSend send, OutgoingMessage<TKey, TValue> outgoing, Exception exception)
    {
        var result = (exception as ProduceException<TKey, TValue>)?.DeliveryResult;
        outgoing.GiveBackOriginal(result);
        if (outgoing.HasContext && exception is KafkaException { Error: { } error })
        {
            Refused(error);
        }

        if (InFlightSends.Take(send))
        {
            send.Complete(result?.Partition ?? Partition.Any, result?.Offset ?? Offset.Unset, KafkaFailure.Record(send.Span, exception));
            send.End(Transaction);
        }
    }

    private static bool IsTooLarge(Exception? exception, OutgoingMessage<TKey, TValue> outgoing) =>
        outgoing.HasContext && exception is ProduceException<TKey, TValue> { Error.Code: ErrorCode.MsgSizeTooLarge };
}
