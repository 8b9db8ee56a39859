using System.Diagnostics;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Mapping;

/// <summary>What Datadog calls a span: operation, resource and type, from the names of the OpenTelemetry conventions.</summary>
internal static class DatadogNames
{
    internal static (string Operation, string Resource, string? Type) Of(Activity activity)
    {
        SpanNames names = new();
        ActivityTags tags = new(activity, ActivityTags.NamesOf(activity));
        Read(ref tags, names);
        return (names.Operation, names.Resource, names.Type);
    }

    /// <summary>The same without a string for each span.</summary>
    internal static void Read(ref ActivityTags tags, SpanNames names)
    {
        var system = tags.Text(MessagingAttributes.System);
        names.MessagingSystem = system;
        _ = system is null ? OfOther(ref tags, names) : OfMessage(ref tags, system, names);
        names.Operation = tags.Text(SpanTags.OperationName) ?? names.Operation;
        names.Type = tags.Text(SpanTags.SpanType) ?? names.Type;
        if (tags.Text(SpanTags.ResourceName) is { } resource)
        {
            names.SetResource(resource);
        }
    }

    private static SpanNames OfMessage(ref ActivityTags tags, string system, SpanNames names)
    {
        var operation = tags.Text(MessagingAttributes.OperationType);
        var destination = tags.Text(MessagingAttributes.DestinationName) ?? "";
        return (system, operation) switch
        {
            (MessagingSystems.Kafka, MessagingOperations.Send) => names.Are("kafka.produce", $"Produce Topic {destination}", "queue"),
            (MessagingSystems.Kafka, MessagingOperations.Receive) => names.Are("kafka.consume", $"Consume Topic {(destination.Length == 0 ? MessagingSystems.Kafka : destination)}", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Send) => names.Are("amqp.command", $"basic.publish {Exchange(ref tags)} -> {RoutingKey(ref tags)}", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Receive) => names.Are("amqp.command", $"basic.get {GeneratedName(tags.Text(MessagingAttributes.RabbitMqQueue) ?? destination)}", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Process) => names.Are("amqp.command", "basic.deliver", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Settle) => names.Are("amqp.command", $"basic.{tags.Text(MessagingAttributes.OperationName)}", "queue"),
            (MessagingSystems.Sqs, MessagingOperations.Send or MessagingOperations.Receive) => names.Are("sqs.request", $"SQS.{tags.Text(MessagingAttributes.OperationName)}", "http"),
            _ => names.Are(OperationNames.Of(system, operation), tags.Activity.DisplayName, "queue"),
        };
    }

    private static SpanNames OfOther(ref ActivityTags tags, SpanNames names)
    {
        if (tags.Text("http.request.method") is { } method)
        {
            return tags.Activity.Kind == ActivityKind.Server
                ? OfHttp("aspnet_core.request", method, Whole(tags.Text("http.route") ?? tags.Text("url.path")), "web", names)
                : OfHttp("http.request", method, HostAndPath(ref tags), "http", names);
        }

        if (tags.Activity.Kind == ActivityKind.Client && (tags.Text("db.system.name") ?? tags.Text("db.system")) is { } database)
        {
            var query = tags.Text("db.query.summary") ?? tags.Text("db.query.text") ?? tags.Text("db.statement");
            return names.Are(OperationNames.Of(database, "query"), query ?? tags.Activity.DisplayName, DatabaseTypes.Of(database));
        }

        var operation = tags.Text(SpanTags.OperationName) ?? tags.Activity.OperationName;
        return names.Are(operation, tags.Activity.DisplayName == tags.Activity.OperationName ? operation : tags.Activity.DisplayName, null);
    }

    private static SpanNames OfHttp(string operation, string method, SpanNames.Slice path, string type, SpanNames names) =>
        path.Length == 0 ? names.Are(operation, method, type) : names.Are(operation, $"{method} {path}", type);

    private static SpanNames.Slice Whole(string? text) => new(text ?? "", 0, text?.Length ?? 0);

    /// <summary>Without user and password, which are secrets, and without the query, which holds values and not a resource's name.</summary>
    private static SpanNames.Slice HostAndPath(ref ActivityTags tags)
    {
        var url = tags.Text("url.full") ?? "";
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start <= 3)
        {
            return Whole(tags.Text("server.address"));
        }

        var rest = url.AsSpan(start);
        var length = rest.IndexOfAny('?', '#') is var end and >= 0 ? end : rest.Length;
        var host = rest[..length].IndexOf('/') is var path and >= 0 ? path : length;
        var secret = rest[..host].LastIndexOf('@') + 1;
        return new(url, start + secret, length - secret);
    }

    private static string Exchange(ref ActivityTags tags) => tags.Text(MessagingAttributes.RabbitMqExchange) ?? "<default>";

    private static string RoutingKey(ref ActivityTags tags) =>
        tags.Text(MessagingAttributes.RabbitMqRoutingKey) is { } key ? GeneratedName(key) : "<all>";

    /// <summary>Names that the server makes, each for one queue or one caller, would each be a resource of their own.</summary>
    private static string GeneratedName(string queue) =>
        queue.StartsWith("amq.gen-", StringComparison.Ordinal) || queue.StartsWith("amq.rabbitmq.reply-to.", StringComparison.Ordinal) ? "<generated>" : queue;
}
