using System.Diagnostics;
using Amazon.Runtime;
using Waybill.Core;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Sqs;

/// <summary>The source and, for one set of options, the templates by queue URL of the spans of SQS.</summary>
internal sealed class SqsSpans
{
    internal static readonly ActivitySource Source = new("Waybill.Sqs");

    /// <summary>For messages that no client with tracing received.</summary>
    internal static readonly SqsSpans Default = new(SqsTracingOptions.Default);

    internal SqsSpans(SqsTracingOptions options)
    {
        Options = options;
        SendMessage = Templates("SendMessage", MessagingOperations.Send);
        SendMessageBatch = Templates("SendMessageBatch", MessagingOperations.Send);
        Create = Templates("create", MessagingOperations.Create);
        ReceiveMessage = Templates("ReceiveMessage", MessagingOperations.Receive);
        Process = Templates("process", MessagingOperations.Process);
    }

    internal SqsTracingOptions Options { get; }

    internal SpanTemplates<string> SendMessage { get; }

    internal SpanTemplates<string> SendMessageBatch { get; }

    internal SpanTemplates<string> Create { get; }

    internal SpanTemplates<string> ReceiveMessage { get; }

    internal SpanTemplates<string> Process { get; }

    /// <summary>Marks the span of a call as failed; the service's id of the call helps its support to find it.</summary>
    internal static void Fail(Activity? activity, Exception exception)
    {
        SpanFailure.Record(activity, exception);
        activity?.SetTag(SpanTags.ErrorType, ErrorType(exception))
            .SetTag(MessagingAttributes.AwsRequestId, (exception as AmazonServiceException)?.RequestId);
    }

    /// <summary>The service's own code where there is one, else the exception's type.</summary>
    internal static string ErrorType(Exception exception) =>
        exception is AmazonServiceException { ErrorCode: { Length: > 0 } code } ? code : SpanFailure.TypeOf(exception);

    private SpanTemplates<string> Templates(string operationName, string operationType) => new(queueUrl => SpanTemplate.Create(
        Options,
        new MessageOperation(MessagingSystems.Sqs, operationName, operationType, QueueUrl.NameOf(queueUrl)),
        [new(MessagingAttributes.SqsQueueUrl, queueUrl), .. QueueUrl.ServerOf(queueUrl)]));
}
