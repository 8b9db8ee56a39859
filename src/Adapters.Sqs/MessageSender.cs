using System.Diagnostics;
using Amazon.SQS.Model;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Sqs;

/// <summary>Sends one message in a send span, whose context the message carries.</summary>
internal sealed class MessageSender(SqsSpans spans)
{
    internal async Task<SendMessageResponse> SendAsync(SendMessageRequest request, Func<SendMessageRequest, Task<SendMessageResponse>> send)
    {
        using var call = TracedCall.Begin();
        var template = spans.SendMessage.Of(request.QueueUrl);
        var started = MessagingMeter.Now;
        var earlier = SqsSpans.Source.HasListeners() ? ContextAttribute.Read(request.MessageAttributes) : null;
        var activity = SendSpan.Start(SqsSpans.Source, template, earlier);
        try
        {
            var response = await send(template.AllowsInjection() ? WithContext(request, activity, template.Subject) : request).ConfigureAwait(false);
            activity?.SetTag(MessagingAttributes.MessageId, response?.MessageId)
                .SetTag(MessagingAttributes.AwsRequestId, response?.ResponseMetadata?.RequestId);
            MessagingMeter.Sent(template, started);
            return response!;
        }
        catch (Exception e)
        {
            SqsSpans.Fail(activity, e);
            MessagingMeter.Sent(template, started, 1, SqsSpans.ErrorType(e));
            throw;
        }
        finally
        {
            activity?.Stop();
        }
    }

    private SendMessageRequest WithContext(SendMessageRequest request, Activity? activity, string? subject)
    {
        var attributes = WithAttribute(request, activity, subject);
        var system = spans.Options.SendAwsTraceHeader ? TraceHeader.AddTo(request.MessageSystemAttributes, activity) : null;
        if (attributes is null && system is null)
        {
            return request;
        }

        var copy = ShallowCopy.Of(request);
        copy.MessageAttributes = attributes ?? copy.MessageAttributes;
        copy.MessageSystemAttributes = system ?? copy.MessageSystemAttributes;
        return copy;
    }

    private Dictionary<string, MessageAttributeValue>? WithAttribute(SendMessageRequest request, Activity? activity, string? subject)
    {
        if (ContextAttribute.Write(activity, request.MessageAttributes, subject) is not { } context)
        {
            return null;
        }

        var size = MessageSize.Of(request.MessageBody, request.MessageAttributes);
        return new ContextInjection(activity, size, spans.Options.MaximumMessageSize).AddTo(context, request.MessageAttributes, size);
    }
}
