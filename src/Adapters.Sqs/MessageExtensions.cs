using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Sqs;

/// <summary>Process spans for messages of SQS.</summary>
public static class MessageExtensions
{
    /// <summary>
    /// Starts the span in which a message is processed. It continues the trace of the send span that the message names in its attribute
    /// <c>_datadog</c>, String or Binary; without one that can be read it is a child of the current span.
    /// </summary>
    /// <remarks>
    /// The attribute, and the time in the queue, are there when a client with <see cref="AmazonSqsExtensions.WithTracing"/> received the message, or
    /// when the request asked for <c>_datadog</c> and <c>SentTimestamp</c>.
    /// </remarks>
    /// <param name="message">The message as it was received.</param>
    /// <param name="queueUrl">The URL that it was received from; its last segment is the queue's name.</param>
    /// <param name="relation">
    /// <see cref="MessageRelation.Child"/> (the default): the send span is the parent. <see cref="MessageRelation.Link"/>: a new trace with a
    /// link to it.
    /// </param>
    /// <returns>The scope. Dispose it when the message is processed; tell it the exception when that failed.</returns>
    /// <exception cref="ArgumentNullException">The message or the URL is null.</exception>
    public static ProcessingScope StartProcessing(this Message message, string queueUrl, MessageRelation relation = MessageRelation.Child)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(queueUrl);
        var sender = ContextAttribute.Read(message.MessageAttributes);
        var scope = ProcessingScope.Start(SqsSpans.Source, SqsSpans.Process.Of(queueUrl), sender, relation);
        if (scope.Activity is { IsAllDataRequested: true } activity)
        {
            activity.SetTag(MessagingAttributes.MessageId, message.MessageId);
            if (Number(message, MessageSystemAttributeName.SentTimestamp) is { } sent && sent <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            {
                QueueTime.Set(activity, DateTimeOffset.FromUnixTimeMilliseconds(sent));
            }

            if (Number(message, MessageSystemAttributeName.ApproximateReceiveCount) is { } count)
            {
                activity.SetTag(MessagingAttributes.SqsReceiveCount, count);
            }
        }

        return scope;
    }

    private static long? Number(Message message, MessageSystemAttributeName name) =>
        message.Attributes is { } attributes
        && attributes.TryGetValue(name.Value, out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
