using System.Diagnostics;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>What Datadog calls a span: operation, resource and type, from the names of the OpenTelemetry conventions.</summary>
internal static class DatadogNames
{
    internal static (string Operation, string Resource, string? Type) Of(Activity activity)
    {
        var (operation, resource, type) = activity.GetTagItem(MessagingAttributes.System) is string system
            ? OfMessage(activity, system)
            : OfOther(activity);
        return (
            Text(activity, SpanTags.OperationName) ?? operation,
            Text(activity, SpanTags.ResourceName) ?? resource,
            Text(activity, SpanTags.SpanType) ?? type);
    }

    private static (string Operation, string Resource, string? Type) OfMessage(Activity activity, string system)
    {
        var operation = Text(activity, MessagingAttributes.OperationType);
        var destination = Text(activity, MessagingAttributes.DestinationName) ?? "";
        return (system, operation) switch
        {
            (MessagingSystems.Kafka, MessagingOperations.Send) => ("kafka.produce", $"Produce Topic {destination}", "queue"),
            (MessagingSystems.Kafka, MessagingOperations.Receive) => ("kafka.consume", $"Consume Topic {destination}", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Send) => (
                "amqp.command", $"basic.publish {Exchange(activity)} -> {RoutingKey(activity)}", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Receive) => (
                "amqp.command", $"basic.get {GeneratedName(Text(activity, MessagingAttributes.RabbitMqQueue) ?? destination)}", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Process) => ("amqp.command", "basic.deliver", "queue"),
            (MessagingSystems.RabbitMq, MessagingOperations.Settle) => (
                "amqp.command", $"basic.{Text(activity, MessagingAttributes.OperationName)}", "queue"),
            (MessagingSystems.Sqs, MessagingOperations.Send or MessagingOperations.Receive) => (
                "sqs.request", $"SQS.{Text(activity, MessagingAttributes.OperationName)}", "http"),
            _ => ($"{system}.{operation}", activity.DisplayName, "queue"),
        };
    }

    private static (string Operation, string Resource, string? Type) OfOther(Activity activity)
    {
        if (Text(activity, "http.request.method") is { } method)
        {
            return activity.Kind == ActivityKind.Server
                ? ("aspnet_core.request", $"{method} {Text(activity, "http.route") ?? Text(activity, "url.path")}".TrimEnd(), "web")
                : ("http.request", $"{method} {HostAndPath(activity)}".TrimEnd(), "http");
        }

        var operation = Text(activity, SpanTags.OperationName) ?? activity.OperationName;
        return (operation, activity.DisplayName == activity.OperationName ? operation : activity.DisplayName, null);
    }

    /// <summary>Without the query, which holds values and not a resource's name.</summary>
    private static string? HostAndPath(Activity activity) =>
        Uri.TryCreate(Text(activity, "url.full"), UriKind.Absolute, out var url) ? url.Authority + url.AbsolutePath : Text(activity, "server.address");

    private static string Exchange(Activity activity) => Text(activity, MessagingAttributes.RabbitMqExchange) ?? "<default>";

    private static string RoutingKey(Activity activity) =>
        Text(activity, MessagingAttributes.RabbitMqRoutingKey) is { } key ? GeneratedName(key) : "<all>";

    private static string GeneratedName(string queue) => queue.StartsWith("amq.gen-", StringComparison.Ordinal) ? "<generated>" : queue;

    private static string? Text(Activity activity, string tag) => activity.GetTagItem(tag) is string { Length: > 0 } text ? text : null;
}
