using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Terminal;

namespace Waybill.LocalAgent.Storage;

/// <summary>Finds what a span says of a message, in the tags of OpenTelemetry's conventions and of Datadog's tracers.</summary>
internal static class MessageReading
{
    private const string SystemTag = "messaging.system";

    // The first that a span has names its topic or queue. A RabbitMQ delivery has an exchange as well: the queue goes before it.
    private static readonly string[] DestinationTags =
    [
        "messaging.destination.name", "kafka.topic", "messaging.destination", "queuename", "aws.queue.name", "topicname", "aws.topic.name",
    ];

    private static readonly (string Prefix, string System)[] Operations =
    [
        ("kafka.", "kafka"), ("amqp.", "rabbitmq"), ("rabbitmq.", "rabbitmq"), ("sqs.", "aws_sqs"), ("aws_sqs.", "aws_sqs"), ("aws.sqs.", "aws_sqs"), ("sns.", "aws_sns"),
    ];

    /// <summary>Null for a span that has nothing to do with messages.</summary>
    public static MessageFacts? Of(TraceSpan span, TextPool texts)
    {
        if (SystemOf(span) is not { } system)
        {
            return null;
        }

        MessageDirection direction = Direction(span);
        return new MessageFacts(texts.Share(system), texts.Share(Destination(span, system, direction)), direction, SpanText.QueueTime(span));
    }

    private static string? SystemOf(TraceSpan span)
    {
        if (span.Meta.TryGetValue(SystemTag, out string? system) && system.Length > 0)
        {
            return system;
        }

        foreach ((string prefix, string known) in Operations)
        {
            if (span.Name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return known;
            }
        }

        return null;
    }

    private static string Destination(TraceSpan span, string system, MessageDirection direction)
    {
        if (system == "rabbitmq" && Tag(span, direction == MessageDirection.Taken ? "amqp.queue" : "amqp.exchange") is { } broker)
        {
            return broker;
        }

        foreach (string name in DestinationTags)
        {
            if (Tag(span, name) is { } destination)
            {
                return destination;
            }
        }

        return "";
    }

    private static MessageDirection Direction(TraceSpan span) =>
        (Tag(span, "messaging.operation.type") ?? Tag(span, "messaging.operation"), Tag(span, "span.kind")) switch
        {
            ("send" or "publish" or "create", _) => MessageDirection.Sent,
            ("receive" or "process" or "deliver", _) => MessageDirection.Taken,
            (null, "producer") => MessageDirection.Sent,
            (null, "consumer") => MessageDirection.Taken,
            // Peers mark the calls of AWS as client spans.
            (null, "client") when span.Resource.Contains("SendMessage", StringComparison.Ordinal) => MessageDirection.Sent,
            (null, "client") when span.Resource.Contains("ReceiveMessage", StringComparison.Ordinal) => MessageDirection.Taken,
            _ => MessageDirection.None,
        };

    private static string? Tag(TraceSpan span, string name) =>
        span.Meta.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
}
