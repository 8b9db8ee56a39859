using Amazon.SQS.Model;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Sqs;

/// <summary>Process spans for messages of SQS.</summary>
public static class MessageExtensions
{
    /// <summary>
    /// Starts the span in which a message is processed. It stands to the send span, whose context the message carries, as the relation says;
    /// without a context that can be read it is a child of the current span.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The context comes from the first of these: the attribute <c>_datadog</c>, String or Binary; OpenTelemetry's attributes <c>traceparent</c>,
    /// <c>tracestate</c> and <c>baggage</c>; SNS's notification in the body; an EventBridge event in the body; the system attribute <c>AWSTraceHeader</c>. A client with tracing notes it at receipt, for this very
    /// <see cref="Message"/>; of a message from another client, what its request asked for is read.
    /// </para>
    /// <para>
    /// A dead letter, which <c>DeadLetterQueueSourceArn</c> tells, may be days old. Where the relation would be <see cref="MessageRelation.Child"/>, it
    /// begins a trace of its own with a link to the original one, unless the argument says otherwise.
    /// </para>
    /// </remarks>
    /// <param name="message">The message as it was received.</param>
    /// <param name="queueUrl">The URL that it was received from; its last segment is the queue's name.</param>
    /// <param name="relation">
    /// How the span stands to the send span; null, the default, takes the options of the client that received the message, and else
    /// <see cref="MessageRelation.Child"/>.
    /// </param>
    /// <returns>The scope. Dispose it when the message is processed; tell it the exception when that failed.</returns>
    /// <exception cref="ArgumentNullException">The message or the URL is null.</exception>
    public static ProcessingScope StartProcessing(this Message message, string queueUrl, MessageRelation? relation = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(queueUrl);
        var delivery = Delivery.Find(message) ?? NoteNow(message, queueUrl);
        var template = delivery.Spans.Process.Of(queueUrl);
        var scope = ProcessingScope.Start(
            SqsSpans.Source, template, delivery.Sender, relation ?? RelationOf(delivery), receive: delivery.Receive);
        if (scope.Activity is { IsAllDataRequested: true } activity)
        {
            activity.SetTag(MessagingAttributes.MessageId, message.MessageId)
                .SetTag(MessagingAttributes.SqsReceiveCount, delivery.ReceiveCount)
                .SetTag(MessagingAttributes.SqsDeadLetterSource, delivery.DeadLetterSource)
                .SetTag(MessagingAttributes.SqsMessageGroupId, delivery.GroupId);
            if (delivery.Sent is { } sent)
            {
                QueueTime.Set(activity, sent, delivery.Received);
            }
        }

        return scope;
    }

    private static MessageRelation RelationOf(Delivery delivery) => delivery switch
    {
        { DeadLetterSource: not null, Spans.Options.Relation: MessageRelation.Child } => MessageRelation.Link,
        _ => delivery.Spans.Options.Relation,
    };

    private static Delivery NoteNow(Message message, string queueUrl)
    {
        var template = SqsSpans.Default.Process.Of(queueUrl);
        var delivery = Delivery.Add(message, SqsSpans.Default, template, queueUrl);
        if (delivery.Sent is { } sent)
        {
            QueueTime.Measure(template, sent);
        }

        return delivery;
    }
}
