using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.RabbitMq;

/// <summary>A message that came from the broker, without its body.</summary>
internal readonly record struct IncomingMessage(
    MessageRoute Route, ulong DeliveryTag, bool Redelivered, IReadOnlyBasicProperties Properties)
{
    internal static IncomingMessage Got(BasicGetResult result, string queue) => new(
        new MessageRoute(result.Exchange, result.RoutingKey, queue), result.DeliveryTag, result.Redelivered, result.BasicProperties);

    /// <summary>Starts the span of the hand-over.</summary>
    internal ProcessingScope StartReceiving(MessageRelation relation) => Start(RabbitMqSpans.Receive, relation);

    /// <summary>Starts the span of the user's handler.</summary>
    internal ProcessingScope StartProcessing(MessageRelation relation) => Start(RabbitMqSpans.Process, relation);

    private ProcessingScope Start(SpanTemplates<MessageRoute> templates, MessageRelation relation)
    {
        var scope = ProcessingScope.Start(
            RabbitMqSpans.Source, templates.Of(Route), HeaderTableReader.Extract(Properties.Headers), relation);
        if (scope.Activity is { IsAllDataRequested: true } activity)
        {
            Describe(activity);
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

        if (SentTime.Of(Properties) is { } sent)
        {
            QueueTime.Set(activity, sent);
        }
    }
}
