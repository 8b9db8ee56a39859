using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Messaging;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.Kafka;

/// <summary>Starts the receive and process spans of one consumer.</summary>
internal sealed class ConsumerSpans(KafkaTracingOptions options, ClientAttributes attributes)
{
    internal const string Poll = "poll";

    /// <summary>For a record of which the consumer is not known.</summary>
    internal static readonly ConsumerSpans OfAnyConsumer = new(KafkaTracingOptions.None, ClientAttributes.OfAnyClient);

    private readonly SpanTemplates<string> receive = Templates(Poll, MessagingOperations.Receive, options, attributes);
    private readonly SpanTemplates<string> process = Templates(MessagingOperations.Process, MessagingOperations.Process, options, attributes);

    internal MessageRelation Relation => options.Relation;

    /// <summary>Starts the span of a record that has come, and counts the record.</summary>
    /// <param name="result">The record.</param>
    /// <param name="started"><see cref="MessagingMeter.Now"/> when the client was asked for it.</param>
    /// <param name="errorType">Why the record cannot be handed over; null when it can.</param>
    internal ProcessingScope StartReceive<TKey, TValue>(ConsumeResult<TKey, TValue> result, long started, string? errorType = null)
    {
        var template = receive.Of(TopicOf(result));
        MessagingMeter.Received(template, started, messages: 1, errorType);
        if (RecordTime.Of(result.Message) is { } written)
        {
            QueueTime.Measure(template, written);
        }

        var scope = Start(template, result, Relation, default);
        if (Relation == MessageRelation.ChildOfReceive && scope.Activity is { } span)
        {
            ReceiveContexts.Remember(result, span);
        }

        return scope;
    }

    internal ProcessingScope StartProcess<TKey, TValue>(ConsumeResult<TKey, TValue> result, MessageRelation relation) =>
        Start(process.Of(TopicOf(result)), result, relation, relation == MessageRelation.ChildOfReceive ? ReceiveContexts.Of(result) : default);

    /// <summary>Starts the one span of many records, with a link to the send span of each.</summary>
    internal ProcessingScope StartBatch<TKey, TValue>(IReadOnlyList<ConsumeResult<TKey, TValue>> results)
    {
        var template = process.Of(SingleTopic(results));
        List<SpanContextLink> links = new(results.Count);
        foreach (var result in results)
        {
            if (SenderOf(result.Message?.Headers, template.Subject) is { TraceId128.IsZero: false } sender)
            {
                links.Add(new SpanContextLink(sender, RecordPlace(result)));
            }
        }

        var scope = ProcessingScope.StartBatch(KafkaSource.Instance, template, links);
        scope.Activity?.SetTag(MessagingAttributes.BatchMessageCount, results.Count);
        return scope;
    }

    private ProcessingScope Start<TKey, TValue>(
        SpanTemplate template, ConsumeResult<TKey, TValue> result, MessageRelation relation, ActivityContext receiveContext)
    {
        var scope = ProcessingScope.Start(KafkaSource.Instance, template, SenderOf(result.Message?.Headers, template.Subject), relation, receive: receiveContext);
        if (scope.Activity is { IsAllDataRequested: true } span)
        {
            Describe(span, result);
        }

        return scope;
    }

    private void Describe<TKey, TValue>(Activity span, ConsumeResult<TKey, TValue> result)
    {
        span.SetTag(MessagingAttributes.PartitionId, result.Partition.Value.ToString(CultureInfo.InvariantCulture));
        span.SetTag(MessagingAttributes.KafkaOffset, result.Offset.Value);
        if (result.Message is not { } message)
        {
            return;
        }

        if (RecordTime.Of(message) is { } written)
        {
            QueueTime.Set(span, written);
        }

        MessageDetails.Set(span, message, result, options);
    }

    private static SpanContext? SenderOf(Headers? headers, string? subject)
    {
        if (headers is not { Count: > 0 })
        {
            ContextLog.Current?.Tell("extract", subject!, headers is null ? "no context: the client was told not to give headers" : "no context: the record has no headers");
            return null;
        }

        HeadersReader reader = new(headers);
        return SpanContextExtractor.Default.Extract(ref reader, subject);
    }

    /// <summary>Without a topic where dotnet.consumer.consume.result.fields leaves it out.</summary>
    private static string TopicOf<TKey, TValue>(ConsumeResult<TKey, TValue> result) => result.Topic ?? "";

    private static string SingleTopic<TKey, TValue>(IReadOnlyList<ConsumeResult<TKey, TValue>> results) =>
        results.All(result => result.Topic == results[0].Topic) ? TopicOf(results[0]) : "";

    /// <summary>Where the record of a link is: Kafka's records have no id.</summary>
    private static KeyValuePair<string, object?>[] RecordPlace<TKey, TValue>(ConsumeResult<TKey, TValue> result) =>
    [
        new(MessagingAttributes.DestinationName, result.Topic),
        new(MessagingAttributes.PartitionId, result.Partition.Value.ToString(CultureInfo.InvariantCulture)),
        new(MessagingAttributes.KafkaOffset, result.Offset.Value),
    ];

    private static SpanTemplates<string> Templates(string name, string type, KafkaTracingOptions options, ClientAttributes attributes) =>
        new(topic => SpanTemplate.Create(options, new MessageOperation(MessagingSystems.Kafka, name, type, topic), attributes.Value));
}
