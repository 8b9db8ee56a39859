using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>One message from the call that produces it to its delivery report.</summary>
internal sealed class OutgoingMessage<TKey, TValue> : InFlightSend
{
    private OutgoingMessage(Message<TKey, TValue> original, Activity? span)
        : base(span)
    {
        Original = original;
        Message = original;
    }

    /// <summary>The caller's own.</summary>
    internal Message<TKey, TValue> Original { get; }

    /// <summary>What the client gets: a copy with the context, or the caller's own when there is no context.</summary>
    internal Message<TKey, TValue> Message { get; private set; }

    internal bool HasContext => Message != Original;

    /// <summary>Starts the send span, which is then current on this flow, and writes its context.</summary>
    internal static OutgoingMessage<TKey, TValue> Start(SpanTemplate template, Message<TKey, TValue> message)
    {
        OutgoingMessage<TKey, TValue> outgoing = new(message, SendSpan.Start(KafkaSource.Instance, template, EarlierContext(message.Headers)));
        HeadersWriter writer = new(message.Headers);
        SendSpan.Inject(outgoing.Span, ref writer);
        if (writer.Copy is { } headers)
        {
            outgoing.Message = new Message<TKey, TValue>
            {
                Key = message.Key,
                Value = message.Value,
                Timestamp = message.Timestamp,
                Headers = headers,
            };
        }

        if (message.Value is null)
        {
            outgoing.Span?.SetTag(MessagingAttributes.KafkaTombstone, true);
        }

        return outgoing;
    }

    /// <summary>The message went as the caller made it, because the context would have made it too large.</summary>
    internal void WithdrawContext()
    {
        const string Reason = "message_too_large";
        Span?.SetTag(MessagingAttributes.InjectionSkipped, Reason);
        MessagingMeter.InjectionSkipped(MessagingSystems.Kafka, Reason);
    }

    /// <summary>Where nothing came back from the broker the client hands out the message that it was given.</summary>
    internal void GiveBackOriginal(DeliveryResult<TKey, TValue>? result)
    {
        if (result?.Message == Message)
        {
            result.Message = Original;
        }
    }

    /// <summary>Ends the span with what the client's task has brought.</summary>
    internal void Succeed(DeliveryResult<TKey, TValue>? result)
    {
        Describe(result);
        End();
    }

    /// <summary>Ends the span with what the client has thrown.</summary>
    internal void Fail(Exception exception)
    {
        Describe((exception as ProduceException<TKey, TValue>)?.DeliveryResult);
        KafkaFailure.Record(Span, exception);
        End();
    }

    /// <summary>Says on the span what the delivery report says; does not end it.</summary>
    internal void Describe(DeliveryReport<TKey, TValue> report)
    {
        Describe((DeliveryResult<TKey, TValue>)report);
        if (report.Error is { IsError: true } error)
        {
            KafkaFailure.Record(Span, error);
        }
    }

    private void Describe(DeliveryResult<TKey, TValue>? result)
    {
        if (result is not null)
        {
            Describe(result.Partition, result.Offset);
        }
    }

    /// <summary>Of a message that is sent on or again.</summary>
    private static SpanContext? EarlierContext(Headers? headers)
    {
        if (headers is not { Count: > 0 } || !KafkaSource.Instance.HasListeners())
        {
            return null;
        }

        HeadersReader reader = new(headers);
        return SpanContextExtractor.Default.Extract(ref reader);
    }
}
