using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>A message on its way into the client: the caller's own, and what goes out in its place.</summary>
/// <param name="Original">The caller's own.</param>
/// <param name="Message">What the client gets: a copy with the context, or the caller's own when there is no context.</param>
/// <param name="Template">Of the send span.</param>
/// <param name="Span">The send span, current on this flow; null when nobody listens.</param>
internal readonly record struct OutgoingMessage<TKey, TValue>(
    Message<TKey, TValue> Original, Message<TKey, TValue> Message, SpanTemplate Template, Activity? Span)
{
    internal bool HasContext => Message != Original;

    /// <summary>Starts the send span, and writes its context into a copy of the message.</summary>
    internal static OutgoingMessage<TKey, TValue> Start(
        SpanTemplate template, Message<TKey, TValue> message, KafkaTracingOptions options, HeaderRejection injection)
    {
        var span = SendSpan.Start(KafkaSource.Instance, template, EarlierContext(message.Headers));
        if (span is { IsAllDataRequested: true })
        {
            MessageDetails.Set(span, message, message, options);
        }

        HeadersWriter writer = new(message.Headers);
        if (template.AllowsInjection() && injection.Allows())
        {
            SendSpan.Inject(span, ref writer, template.Subject);
        }

        return new(message, writer.Copy is { } headers ? CopyOf(message, headers) : message, template, span);
    }

    /// <summary>The message went as the caller made it, because the context would have made it too large.</summary>
    internal void WithdrawContext()
    {
        const string Reason = "message_too_large";
        Span?.SetTag(MessagingAttributes.InjectionSkipped, Reason);
        MessagingMeter.InjectionSkipped(MessagingSystems.Kafka, Reason, Span);
    }

    /// <summary>Where nothing came back from the broker the client hands out the message that it was given.</summary>
    internal void GiveBackOriginal(DeliveryResult<TKey, TValue>? result)
    {
        if (result?.Message == Message)
        {
            result.Message = Original;
        }
    }

    private static Message<TKey, TValue> CopyOf(Message<TKey, TValue> message, Headers headers) => new()
    {
        Key = message.Key,
        Value = message.Value,
        Timestamp = message.Timestamp,
        Headers = headers,
    };

    /// <summary>Of a message that is sent on or again.</summary>
    private static SpanContext? EarlierContext(Headers? headers)
    {
        if (headers is not { Count: > 0 } || !KafkaSource.Instance.HasListeners())
        {
            return null;
        }

        HeadersReader reader = new(headers);
        return SpanContextExtractor.Default.Extract(ref reader, subject: null);
    }
}
