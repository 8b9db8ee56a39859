using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.RabbitMq;

/// <summary>The source of this adapter's spans, and their names and attributes by route, as one set of options wants them.</summary>
internal sealed class RabbitMqSpans
{
    internal const string Publish = "publish";
    internal const string Ack = "ack";
    internal const string Nack = "nack";
    internal const string Reject = "reject";

    internal static readonly ActivitySource Source = new("Waybill.RabbitMq");

    internal static readonly RabbitMqSpans Default = new(RabbitMqTracingOptions.Default);

    private const string GeneratedPrefix = "amq.gen-";

    private readonly KeyValuePair<string, object?>[] server;

    /// <param name="options">What the user wants.</param>
    /// <param name="server">The broker's address; null where the connection is not known.</param>
    internal RabbitMqSpans(RabbitMqTracingOptions options, AmqpTcpEndpoint? server = null)
    {
        Options = options;
        this.server = server is null
            ? []
            : [new(MessagingAttributes.ServerAddress, server.HostName), new(MessagingAttributes.ServerPort, server.Port)];
        Send = new(route => Template(Publish, MessagingOperations.Send, route.ProducerDestination, route));
        Receive = new(route => Template("get", MessagingOperations.Receive, route.ConsumerDestination, route));
        Process = new(route => Template("process", MessagingOperations.Process, route.ConsumerDestination, route));
        Settle = new(settled => Template(settled.Operation, MessagingOperations.Settle, settled.Destination, default));
    }

    internal RabbitMqTracingOptions Options { get; }

    /// <summary>Routing keys may be without number: what the templates hold is bounded.</summary>
    internal SpanTemplates<MessageRoute> Send { get; }

    internal SpanTemplates<MessageRoute> Receive { get; }

    internal SpanTemplates<MessageRoute> Process { get; }

    /// <summary>By operation, which is ack, nack or reject, and the destination of the message as far as it is known.</summary>
    internal SpanTemplates<(string Operation, string Destination)> Settle { get; }

    private SpanTemplate Template(string operationName, string operationType, string destination, MessageRoute route)
    {
        // Over the default exchange the routing key is a queue's name.
        var isAnonymous = IsGenerated(route.Queue) || (string.IsNullOrEmpty(route.Exchange) && IsGenerated(route.RoutingKey));
        return SpanTemplate.Create(
            Options,
            new MessageOperation(MessagingSystems.RabbitMq, operationName, operationType, destination),
            ShownAs(destination),
            [new(MessagingAttributes.RabbitMqExchange, route.Exchange),
            new(MessagingAttributes.RabbitMqRoutingKey, route.RoutingKey),
            new(MessagingAttributes.RabbitMqQueue, route.Queue),
            new(MessagingAttributes.DestinationAnonymous, isAnonymous ? true : null),
            .. server]);
    }

    /// <summary>Names that the server made up are one of very many: span names show them as Datadog does.</summary>
    private static string ShownAs(string destination) => destination.Contains(GeneratedPrefix, StringComparison.Ordinal)
        ? string.Join(':', destination.Split(':').Select(part => IsGenerated(part) ? "<generated>" : part))
        : destination;

    private static bool IsGenerated(string? name) => name?.StartsWith(GeneratedPrefix, StringComparison.Ordinal) == true;
}
