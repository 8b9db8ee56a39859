using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>Starts the receive and process spans of one consumer.</summary>
/// <param name="attributes">The consumer's group and id; asked for with its first record.</param>
internal sealed class ConsumerSpans(Func<KeyValuePair<string, object?>[]> attributes)
{
    internal const string Poll = "poll";

    /// <summary>For a record of which the consumer is not known.</summary>
    internal static readonly ConsumerSpans OfAnyConsumer = new(() => []);

    // The largest time that DateTimeOffset holds: the timestamp comes from whoever produced the record.
    private static readonly long MaxUnixMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly SpanTemplates<string> receive = Templates(Poll, MessagingOperations.Receive, attributes);
    private readonly SpanTemplates<string> process = Templates(MessagingOperations.Process, MessagingOperations.Process, attributes);

    internal ProcessingScope StartReceive<TKey, TValue>(ConsumeResult<TKey, TValue> result, MessageRelation relation) =>
        Start(receive, result, relation);

    internal ProcessingScope StartProcess<TKey, TValue>(ConsumeResult<TKey, TValue> result, MessageRelation relation) =>
        Start(process, result, relation);

    private static ProcessingScope Start<TKey, TValue>(
        SpanTemplates<string> templates, ConsumeResult<TKey, TValue> result, MessageRelation relation)
    {
        // Without a topic where dotnet.consumer.consume.result.fields leaves it out.
        var scope = ProcessingScope.Start(KafkaSource.Instance, templates.Of(result.Topic ?? ""), SenderOf(result.Message?.Headers), relation);
        if (scope.Activity is { IsAllDataRequested: true } span)
        {
            Describe(span, result);
        }

        return scope;
    }

    private static SpanContext? SenderOf(Headers? headers)
    {
        if (headers is not { Count: > 0 })
        {
            return null;
        }

        HeadersReader reader = new(headers);
        return SpanContextExtractor.Default.Extract(ref reader);
    }

    private static void Describe<TKey, TValue>(Activity span, ConsumeResult<TKey, TValue> result)
    {
        span.SetTag(MessagingAttributes.PartitionId, result.Partition.Value.ToString(CultureInfo.InvariantCulture));
        span.SetTag(MessagingAttributes.KafkaOffset, result.Offset.Value);
        if (result.Message is not { } message)
        {
            return;
        }

        if (message.Value is null && typeof(TValue) != typeof(Ignore))
        {
            span.SetTag(MessagingAttributes.KafkaTombstone, true);
        }

        var timestamp = message.Timestamp;
        if (timestamp.Type != TimestampType.NotAvailable && timestamp.UnixTimestampMs > 0 && timestamp.UnixTimestampMs <= MaxUnixMilliseconds)
        {
            QueueTime.Set(span, DateTimeOffset.FromUnixTimeMilliseconds(timestamp.UnixTimestampMs));
        }
    }

    private static SpanTemplates<string> Templates(string name, string type, Func<KeyValuePair<string, object?>[]> attributes) => new(topic => SpanTemplate.Create(
        MessageTracingOptions.Default, new MessageOperation(MessagingSystems.Kafka, name, type, topic), attributes()));
}
