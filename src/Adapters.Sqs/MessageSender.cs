using System.Diagnostics;
using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Sqs;

/// <summary>Sends one message in a send span, whose context the message carries.</summary>
internal sealed class MessageSender(IAmazonSQS inner)
{
    internal async Task<SendMessageResponse> SendAsync(SendMessageRequest request, CancellationToken cancellationToken)
    {
        var earlier = SqsSpans.Source.HasListeners() ? ContextAttribute.Read(request.MessageAttributes) : null;
        var activity = SendSpan.Start(SqsSpans.Source, SqsSpans.SendMessage.Of(request.QueueUrl), earlier);
        try
        {
            var response = await inner.SendMessageAsync(WithContext(request, activity), cancellationToken).ConfigureAwait(false);
            activity?.SetTag(MessagingAttributes.MessageId, response?.MessageId)
                .SetTag(MessagingAttributes.AwsRequestId, response?.ResponseMetadata?.RequestId);
            return response!;
        }
        catch (Exception e)
        {
            SqsSpans.Fail(activity, e);
            throw;
        }
        finally
        {
            activity?.Stop();
        }
    }

    private static SendMessageRequest WithContext(SendMessageRequest request, Activity? send)
    {
        if (ContextAttribute.Write(send) is not { } context)
        {
            return request;
        }

        var size = MessageSize.Of(request.MessageBody, request.MessageAttributes);
        if (new ContextInjection(context, send, size).AddTo(request.MessageAttributes) is not { } attributes)
        {
            return request;
        }

        var copy = ShallowCopy.Of(request);
        copy.MessageAttributes = attributes;
        return copy;
    }
}
