using System.Diagnostics;
using Amazon.Runtime;
using Waybill.Core;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Sqs;

/// <summary>The source and the templates, by queue URL, of the spans of SQS.</summary>
internal static class SqsSpans
{
    internal static readonly ActivitySource Source = new("Waybill.Sqs");

    internal static readonly SpanTemplates<string> SendMessage = Templates("SendMessage", MessagingOperations.Send);
    internal static readonly SpanTemplates<string> SendMessageBatch = Templates("SendMessageBatch", MessagingOperations.Send);
    internal static readonly SpanTemplates<string> ReceiveMessage = Templates("ReceiveMessage", MessagingOperations.Receive);
    internal static readonly SpanTemplates<string> Process = Templates("process", MessagingOperations.Process);

    /// <summary>Marks the span of a call as failed; the service's id of the call helps its support to find it.</summary>
    internal static void Fail(Activity? activity, Exception exception)
    {
        SpanFailure.Record(activity, exception);
        activity?.SetTag(MessagingAttributes.AwsRequestId, (exception as AmazonServiceException)?.RequestId);
    }

    /// <summary>
    /// The last segment of the URL, on every endpoint: <c>https://sqs.eu-west-1.amazonaws.com/123456789012/orders</c> is <c>orders</c>.
    /// </summary>
    private static string QueueName(string queueUrl) => queueUrl[(queueUrl.LastIndexOf('/') + 1)..];

    private static SpanTemplates<string> Templates(string operationName, string operationType) => new(queueUrl => SpanTemplate.Create(
        MessageTracingOptions.Default,
        new MessageOperation(MessagingSystems.Sqs, operationName, operationType, QueueName(queueUrl)),
        new KeyValuePair<string, object?>(MessagingAttributes.SqsQueueUrl, queueUrl)));
}
