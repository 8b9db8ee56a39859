using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>Produces messages through a client, each with its context and a span that ends with the delivery.</summary>
internal sealed class SendTracer<TKey, TValue>(IProducer<TKey, TValue> client)
{
    private readonly InFlightSends sends = new();

    private readonly SpanTemplates<string> templates = new(topic => SpanTemplate.Create(
        MessageTracingOptions.Default,
        new MessageOperation(MessagingSystems.Kafka, MessagingOperations.Send, MessagingOperations.Send, topic),
        new KeyValuePair<string, object?>(MessagingAttributes.ClientId, ClientId.Of(client))));

    /// <summary>The client has refused a handler of ours: <c>dotnet.producer.enable.delivery.reports</c> is false.</summary>
    private volatile bool reportsAreOff;

    internal async Task<DeliveryResult<TKey, TValue>> SendAsync(
        Destination destination, Message<TKey, TValue> message, CancellationToken cancellationToken)
    {
        var outgoing = Start(destination, message);
        try
        {
            var delivery = destination.ProduceAsync(client, outgoing.Message, cancellationToken);
            if (IsTooLarge(delivery.Exception?.InnerException, outgoing))
            {
                delivery = destination.ProduceAsync(client, message, cancellationToken);
                if (!delivery.IsFaulted)
                {
                    outgoing.WithdrawContext();
                }
            }

            var result = await delivery.ConfigureAwait(false);
            outgoing.GiveBackOriginal(result);
            if (sends.Remove(outgoing))
            {
                outgoing.Succeed(result);
            }

            return result;
        }
        catch (Exception exception)
        {
            Fail(outgoing, exception);
            throw;
        }
    }

    internal void Send(Destination destination, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? handler)
    {
        var before = Activity.Current;
        var outgoing = Start(destination, message);
        try
        {
            if (outgoing.Span is null)
            {
                Produce(destination, outgoing, handler);
            }
            else
            {
                ProduceWithReport(destination, outgoing, handler);
            }
        }
        catch (Exception exception)
        {
            Fail(outgoing, exception);
            throw;
        }
        finally
        {
            CurrentActivity.Restore(before);
        }
    }

    /// <summary>The client is gone: no report comes any more.</summary>
    internal void EndAll() => sends.EndAll();

    private OutgoingMessage<TKey, TValue> Start(Destination destination, Message<TKey, TValue> message)
    {
        var outgoing = OutgoingMessage<TKey, TValue>.Start(templates.Of(destination.Topic), message);
        if (outgoing.Span is not null)
        {
            sends.Add(outgoing); // first: the report may come before the client's call returns
        }

        return outgoing;
    }

    /// <summary>The client checks for a handler that it cannot serve before it does anything else, so the message is not sent twice.</summary>
    private void ProduceWithReport(
        Destination destination, OutgoingMessage<TKey, TValue> outgoing, Action<DeliveryReport<TKey, TValue>>? handler)
    {
        if (handler is not null || !(reportsAreOff || sends.IsFull))
        {
            try
            {
                Produce(destination, outgoing, new DeliveryHandler<TKey, TValue>(outgoing, sends, handler).Handle);
                return;
            }
            catch (InvalidOperationException exception) when (handler is null && exception.GetType() == typeof(InvalidOperationException))
            {
                Produce(destination, outgoing, null);
                reportsAreOff = true;
            }
        }
        else
        {
            Produce(destination, outgoing, null);
        }

        if (sends.Remove(outgoing))
        {
            outgoing.End();
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

    private void Fail(OutgoingMessage<TKey, TValue> outgoing, Exception exception)
    {
        if (exception is ProduceException<TKey, TValue> { DeliveryResult: { } result })
        {
            outgoing.GiveBackOriginal(result);
        }

        if (sends.Remove(outgoing))
        {
            outgoing.Fail(exception);
        }
    }

    private static bool IsTooLarge(Exception? exception, OutgoingMessage<TKey, TValue> outgoing) =>
        outgoing.HasContext && exception is ProduceException<TKey, TValue> { Error.Code: ErrorCode.MsgSizeTooLarge };
}
