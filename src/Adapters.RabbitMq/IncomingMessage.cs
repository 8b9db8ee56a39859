using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.RabbitMq;

/// <summary>A message that came from the broker.</summary>
/// <param name="Route">Its way here.</param>
/// <param name="DeliveryTag">Its number on its channel.</param>
/// <param name="Redelivered">Whether it was delivered before.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="Body">Valid as long as the client says; nothing here keeps it.</param>
internal readonly record struct IncomingMessage(
    MessageRoute Route, ulong DeliveryTag, bool Redelivered, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    internal static IncomingMessage Got(BasicGetResult result, string queue) => new(
        new MessageRoute(result.Exchange, result.RoutingKey, queue),
        result.DeliveryTag,
        result.Redelivered,
        result.BasicProperties,
        result.Body);

    /// <summary>Starts the span of the hand-over.</summary>
    internal ProcessingScope StartReceiving(RabbitMqSpans spans, DateTimeOffset startTime) => Describe(
        spans,
        ProcessingScope.Start(
            RabbitMqSpans.Source,
            spans.Receive.Of(Route),
            HeaderTableReader.Extract(Properties.Headers, spans.Receive.Of(Route).Subject),
            spans.Options.Relation,
            startTime));

    /// <summary>Starts the span of the user's handler.</summary>
    internal ProcessingScope StartProcessing(RabbitMqSpans spans, MessageRelation relation, ActivityContext receive = default) => Describe(
        spans,
        ProcessingScope.Start(
            RabbitMqSpans.Source,
            spans.Process.Of(Route),
            HeaderTableReader.Extract(Properties.Headers, spans.Process.Of(Route).Subject),
            relation,
            receive: receive));

    /// <summary>Takes the span that the client has made for the delivery as that of the user's handler.</summary>
    internal ProcessingScope Adopt(RabbitMqSpans spans, Activity delivery) => Describe(
        spans, ProcessingScope.Adopt(spans.Process.Of(Route), delivery, HeaderTableReader.Extract(Properties.Headers, spans.Process.Of(Route).Subject)));

    /// <summary>Counts it, once for each message.</summary>
    internal void Measure(SpanTemplate template)
    {
        MessagingMeter.Delivered(template);
        if (SentTime.Of(Properties) is { } sent)
        {
            QueueTime.Measure(template, sent);
        }
    }

    private ProcessingScope Describe(RabbitMqSpans spans, ProcessingScope scope)
    {
        if (scope.Activity is { IsAllDataRequested: true } activity)
        {
            Describe(activity);
            spans.Options.EnrichSafely(activity, Properties, Body);
        }

        return scope;
    }

    private void Describe(Activity activity)
    {
        activity.SetTag(MessagingAttributes.RabbitMqDeliveryTag, (long)DeliveryTag);
        if (Properties.MessageId is { Length: > 0 } messageId)
        {
            activity.SetTag(MessagingAttributes.MessageId, messageId);
        }

        if (Redelivered)
        {
            activity.SetTag(MessagingAttributes.RabbitMqRedelivered, true);
        }

        if (Properties.Headers is { Count: > 0 } headers)
        {
            DeadLetter.Describe(activity, headers);
        }

        if (SentTime.Of(Properties) is { } sent)
        {
            QueueTime.Set(activity, sent);
        }
    }
}
