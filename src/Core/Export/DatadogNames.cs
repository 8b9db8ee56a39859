using System.Diagnostics;
using System.Runtime.CompilerServices;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>What Datadog calls a span: operation, resource and type, from the names of the OpenTelemetry conventions.</summary>
internal static class DatadogNames
{
    internal static (string Operation, string Resource, string? Type) Of(Activity activity)
    {
        var names = Of(new ActivityTags(activity));
        return (names.Operation, names.Resource.ToString(), names.Type);
    }

    /// <summary>The same without a string for each span: what an interpolated text is made of is joined where it is written.</summary>
    internal static SpanNames Of(in ActivityTags activity)
    {
        var names = Text(activity, MessagingAttributes.System) is { } system ? OfMessage(activity, system) : OfOther(activity);
        return activity.MayHaveFields
            ? new SpanNames(
                Text(activity, SpanTags.OperationName) ?? names.Operation,
                Text(activity, SpanTags.ResourceName) is { } resource ? resource : names.Resource,
                Text(activity, SpanTags.SpanType) ?? names.Type)
            : names;
    }

    private static SpanNames OfMessage(in ActivityTags activity, string system)
    {
        var operation = Text(activity, MessagingAttributes.OperationType);
        var destination = Text(activity, MessagingAttributes.DestinationName) ?? "";
        return (system, operation) switch
        {
            (MessagingSystems.Kafka, MessagingOperations.Send) => new("kafka.produce", $"Produce Topic {destination}", "queue"),
            (MessagingSystems.Kafka, MessagingOperations.Receive) => new("kafka.consume", $"Consume Topic {destination}", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Send) => new("amqp.command", $"basic.publish {Exchange(activity)} -> {RoutingKey(activity)}", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Receive) => new("amqp.command", $"basic.get {GeneratedName(Text(activity, MessagingAttributes.RabbitMqQueue) ?? destination)}", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Process) => new("amqp.command", "basic.deliver", "queue"),
            (MessagingSystems.Sqs, MessagingOperations.Send or MessagingOperations.Receive) => new("sqs.request", $"SQS.{Text(activity, MessagingAttributes.OperationName)}", "http"),
            _ => new(OperationNames.Of(system, operation), activity.DisplayName, "queue"),
        };
    }

    private static SpanNames OfOther(in ActivityTags activity)
    {
        if (Text(activity, "http.request.method") is { } method)
        {
            return activity.Kind == ActivityKind.Server
                ? new("aspnet_core.request", Resource(method, WholeOf(Text(activity, "http.route") ?? Text(activity, "url.path"))), "web")
                : new("http.request", Resource(method, HostAndPath(activity)), "http");
        }

        var operation = Text(activity, SpanTags.OperationName) ?? activity.OperationName;
        return new(operation, activity.DisplayName == activity.OperationName ? operation : activity.DisplayName, null);
    }

    private static JoinedText Resource(string method, JoinedText.Slice path)
    {
        if (path.Length == 0)
        {
            return method;
        }

        return $"{method} {path}"; // not in one expression with the other, which would make it a string
    }

    private static JoinedText.Slice WholeOf(string? text) => new(text ?? "", 0, text?.Length ?? 0);

    /// <summary>Without user and password, which are secrets, and without the query, which holds values and not a resource's name.</summary>
    private static JoinedText.Slice HostAndPath(in ActivityTags activity)
    {
        var url = Text(activity, "url.full") ?? "";
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start <= 3)
        {
            return WholeOf(Text(activity, "server.address"));
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
