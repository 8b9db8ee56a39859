using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Sqs;

/// <summary>What tracing knows of a received message, also after its attributes were taken out of it again.</summary>
internal sealed class Delivery
{
    private static readonly ConditionalWeakTable<Message, Delivery> Known = [];

    private Delivery(Message message, SqsSpans spans, SpanTemplate template, string queueUrl)
    {
        Spans = spans;
        QueueUrl = queueUrl;
        Sender = MessageContext.Of(message, spans.Options.MaxEnvelopeLength, template.Subject);
        Sent = Number(message, MessageSystemAttributeName.SentTimestamp) is { } sent && sent <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(sent)
            : null;
        ReceiveCount = Number(message, MessageSystemAttributeName.ApproximateReceiveCount);
        DeadLetterSource = Text(message, MessageSystemAttributeName.DeadLetterQueueSourceArn);
        GroupId = Text(message, MessageSystemAttributeName.MessageGroupId);
    }

    /// <summary>Those of the client that received the message.</summary>
    internal SqsSpans Spans { get; }

    internal string QueueUrl { get; }

    internal DateTime Received { get; } = DateTime.UtcNow;

    /// <summary>Null when the message had no context that can be read.</summary>
    internal SpanContext? Sender { get; }

    /// <summary>When the message came to SQS.</summary>
    internal DateTimeOffset? Sent { get; }

    internal long? ReceiveCount { get; }

    /// <summary>The queue whose dead letter the message is.</summary>
    internal string? DeadLetterSource { get; }

    internal string? GroupId { get; }

    /// <summary>The receive span; the default when there was none.</summary>
    internal ActivityContext Receive { get; set; }

    /// <summary>Notes a message that was received.</summary>
    internal static Delivery Add(Message message, SqsSpans spans, SpanTemplate template, string queueUrl)
    {
        Delivery delivery = new(message, spans, template, queueUrl);
        Known.AddOrUpdate(message, delivery);
        return delivery;
    }

    /// <summary>Null when no client with tracing received the message, and nothing was started for it yet.</summary>
    internal static Delivery? Find(Message message) => Known.TryGetValue(message, out var delivery) ? delivery : null;

    private static string? Text(Message message, string name) => message.Attributes?.GetValueOrDefault(name);

    private static long? Number(Message message, string name) =>
        long.TryParse(Text(message, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
