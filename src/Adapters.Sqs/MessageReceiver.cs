using System.Diagnostics;
using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Core;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Sqs;

/// <summary>Receives messages, and makes a receive span for the call when it brought some or failed.</summary>
internal sealed class MessageReceiver(IAmazonSQS inner, MessageRelation relation)
{
    internal async Task<ReceiveMessageResponse> ReceiveAsync(ReceiveMessageRequest request, CancellationToken cancellationToken)
    {
        var start = DateTimeOffset.UtcNow;
        ReceiveMessageResponse response;
        try
        {
            using (TraceSuppression.Begin())
            {
                response = await inner.ReceiveMessageAsync(ReceiveRequest.WithTraceAttributes(request), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw; // the end of a receive loop and not a failure
        }
        catch (Exception e)
        {
            using var failed = StartSpan(request.QueueUrl, [], start);
            SqsSpans.Fail(failed, e);
            throw;
        }

        if (response?.Messages is { Count: > 0 } messages && SqsSpans.Source.HasListeners())
        {
            using var activity = StartSpan(request.QueueUrl, LinksTo(messages), start);
            activity?.SetTag(MessagingAttributes.BatchMessageCount, messages.Count)
                .SetTag(MessagingAttributes.AwsRequestId, response.ResponseMetadata?.RequestId);
        }

        return response!;
    }

    private Activity? StartSpan(string queueUrl, List<SpanContextLink> links, DateTimeOffset start)
    {
        var template = SqsSpans.ReceiveMessage.Of(queueUrl);
        return relation == MessageRelation.Link
            ? RemoteParent.StartRoot(SqsSpans.Source, template.Name, template.Kind, template.Attributes, links, start)
            : SqsSpans.Source.StartActivity(
                template.Name, template.Kind, default(ActivityContext), template.Attributes, RemoteParent.Links(links), start);
    }

    private static List<SpanContextLink> LinksTo(List<Message> messages)
    {
        List<SpanContextLink> links = new(messages.Count);
        foreach (var message in messages)
        {
            if (ContextAttribute.Read(message?.MessageAttributes) is { TraceId128.IsZero: false } sender)
            {
                links.Add(new SpanContextLink(sender, [new(MessagingAttributes.MessageId, message!.MessageId)]));
            }
        }

        return links;
    }
}
