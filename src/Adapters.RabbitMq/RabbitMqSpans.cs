using System.Diagnostics;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.RabbitMq;

/// <summary>The source of this adapter's spans, and their names and attributes by route.</summary>
internal static class RabbitMqSpans
{
    internal static readonly ActivitySource Source = new("Waybill.RabbitMq");

    /// <summary>Routing keys may be without number: what the templates hold is bounded.</summary>
    internal static readonly SpanTemplates<MessageRoute> Send = new(
        route => Template("publish", MessagingOperations.Send, route.ProducerDestination, route));

    internal static readonly SpanTemplates<MessageRoute> Receive = new(
        route => Template("get", MessagingOperations.Receive, route.ConsumerDestination, route));

    internal static readonly SpanTemplates<MessageRoute> Process = new(
        route => Template("process", MessagingOperations.Process, route.ConsumerDestination, route));

    private static SpanTemplate Template(string operationName, string operationType, string destination, MessageRoute route) =>
        SpanTemplate.Create(
            MessageTracingOptions.Default,
            new MessageOperation(MessagingSystems.RabbitMq, operationName, operationType, destination),
            new(MessagingAttributes.RabbitMqExchange, route.Exchange),
            new(MessagingAttributes.RabbitMqRoutingKey, route.RoutingKey),
            new(MessagingAttributes.RabbitMqQueue, route.Queue));
}
