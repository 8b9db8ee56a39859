using System.Diagnostics;
using System.Runtime.CompilerServices;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Mapping;

/// <summary>What Datadog calls a span: operation, resource and type, from the names of the OpenTelemetry conventions.</summary>
internal static class DatadogNames
{
    internal static (string Operation, string Resource, string? Type) Of(Activity activity)
    {
        SpanNames names = new();
        Read(new ActivityTags(activity), names);
        return (names.Operation, names.Resource, names.Type);
    }

    /// <summary>The same without a string for each span.</summary>
    internal static void Read(in ActivityTags activity, SpanNames names)
    {
        var system = Text(activity, MessagingAttributes.System);
        names.MessagingSystem = system;
        _ = system is null ? OfOther(activity, names) : OfMessage(activity, system, names);
        if (!activity.MayHaveFields)
        {
            return;
        }

        names.Operation = Text(activity, SpanTags.OperationName) ?? names.Operation;
        names.Type = Text(activity, SpanTags.SpanType) ?? names.Type;
        if (Text(activity, SpanTags.ResourceName) is { } resource)
        {
            names.SetResource(resource);
        }
    }

    private static SpanNames OfMessage(in ActivityTags activity, string system, SpanNames names)
    {
        var operation = Text(activity, MessagingAttributes.OperationType);
        var destination = Text(activity, MessagingAttributes.DestinationName) ?? "";
        return (system, operation) switch
        {
            (MessagingSystems.Kafka, MessagingOperations.Send) => names.Are("kafka.produce", $"Produce Topic {destination}", "queue"),
            (MessagingSystems.Kafka, MessagingOperations.Receive) => names.Are("kafka.consume", $"Consume Topic {(destination.Length == 0 ? MessagingSystems.Kafka : destination)}", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Send) => names.Are("amqp.command", $"basic.publish {Exchange(activity)} -> {RoutingKey(activity)}", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Receive) => names.Are("amqp.command", $"basic.get {GeneratedName(Text(activity, MessagingAttributes.RabbitMqQueue) ?? destination)}", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Process) => names.Are("amqp.command", "basic.deliver", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Settle) => names.Are("amqp.command", $"basic.{Text(activity, MessagingAttributes.OperationName)}", "queue"),
            (MessagingSystems.Sqs, MessagingOperations.Send or MessagingOperations.Receive) => names.Are("sqs.request", $"SQS.{Text(activity, MessagingAttributes.OperationName)}", "http"),
            _ => names.Are(OperationNames.Of(system, operation), activity.DisplayName, "queue"),
        };
    }

    private static SpanNames OfOther(in ActivityTags activity, SpanNames names)
    {
        if (Text(activity, "http.request.method") is { } method)
        {
            return activity.Kind == ActivityKind.Server
                ? OfHttp("aspnet_core.request", method, Whole(Text(activity, "http.route") ?? Text(activity, "url.path")), "web", names)
                : OfHttp("http.request", method, HostAndPath(activity), "http", names);
        }

        if (activity.Kind == ActivityKind.Client && (Text(activity, "db.system.name") ?? Text(activity, "db.system")) is { } database)
        {
            var query = Text(activity, "db.query.summary") ?? Text(activity, "db.query.text") ?? Text(activity, "db.statement");
            return names.Are(OperationNames.Of(database, "query"), query ?? activity.DisplayName, DatabaseTypes.Of(database));
        }

        var operation = Text(activity, SpanTags.OperationName) ?? activity.OperationName;
        return names.Are(operation, activity.DisplayName == activity.OperationName ? operation : activity.DisplayName, null);
    }

    private static SpanNames OfHttp(string operation, string method, SpanNames.Slice path, string type, SpanNames names) =>
        path.Length == 0 ? names.Are(operation, method, type) : names.Are(operation, $"{method} {path}", type);

    private static SpanNames.Slice Whole(string? text) => new(text ?? "", 0, text?.Length ?? 0);

    /// <summary>Without user and password, which are secrets, and without the query, which holds values and not a resource's name.</summary>
    private static SpanNames.Slice HostAndPath(in ActivityTags activity)
    {
        var url = Text(activity, "url.full") ?? "";
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start <= 3)
        {
            return Whole(Text(activity, "server.address"));
        }

        var rest = url.AsSpan(start);
        var length = rest.IndexOfAny('?', '#') is var end and >= 0 ? end : rest.Length;
        var host = rest[..length].IndexOf('/') is var path and >= 0 ? path : length;
        var secret = rest[..host].LastIndexOf('@') + 1;
        return new(url, start + secret, length - secret);
    }

    private static string Exchange(in ActivityTags activity) => Text(activity, MessagingAttributes.RabbitMqExchange) ?? "<default>";

    private static string RoutingKey(in ActivityTags activity) =>
        Text(activity, MessagingAttributes.RabbitMqRoutingKey) is { } key ? GeneratedName(key) : "<all>";

    private static string GeneratedName(string queue) => queue.StartsWith("amq.gen-", StringComparison.Ordinal) ? "<generated>" : queue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static string? Text(in ActivityTags activity, string tag) => activity.Text(tag);
}
