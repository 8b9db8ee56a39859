using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

/// <summary>Compares the digests in a response with the messages sent or received.</summary>
internal sealed class Md5ValidationHandler : PipelineHandler
{
    public override void InvokeSync(IExecutionContext executionContext)
    {
        base.InvokeSync(executionContext);
        Validate(executionContext);
    }

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var response = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        Validate(executionContext);
        return response;
    }

    private static void Validate(IExecutionContext context)
    {
        switch (context.RequestContext.Request.OriginalRequest, context.ResponseContext.Response)
        {
            case (SendMessageRequest request, SendMessageResponse response):
                if (!string.IsNullOrEmpty(request.MessageBody) && !string.IsNullOrEmpty(response.MD5OfMessageBody))
                    ValidateBody(request.MessageBody, response.MD5OfMessageBody, "");
                ValidateAttributes(request.MessageAttributes, response.MD5OfMessageAttributes, "");
                break;
            case (SendMessageBatchRequest request, SendMessageBatchResponse response):
                foreach (var result in response.Successful ?? [])
                {
                    var entry = request.Entries.First(e => e.Id == result.Id);
                    ValidateBody(entry.MessageBody, result.MD5OfMessageBody, For(result.MessageId));
                    ValidateAttributes(entry.MessageAttributes, result.MD5OfMessageAttributes, For(result.MessageId));
                }

                break;
            case (_, ReceiveMessageResponse response):
                foreach (var message in response.Messages ?? [])
                {
                    ValidateBody(message.Body, message.MD5OfBody, For(message.MessageId));
                    ValidateAttributes(message.MessageAttributes, message.MD5OfMessageAttributes, For(message.MessageId));
                }

                break;
        }
    }

    private static string For(string messageId) => " for message id " + messageId;

    private static void ValidateBody(string body, string expected, string which)
    {
        if (!MessageMd5.Of(Encoding.UTF8.GetBytes(body)).Equals(expected, StringComparison.OrdinalIgnoreCase))
            throw new AmazonSQSException("MD5 hash mismatch" + which);
    }

    private static void ValidateAttributes(Dictionary<string, MessageAttributeValue> attributes, string expected, string which)
    {
        if (attributes is not { Count: > 0 } || string.IsNullOrEmpty(expected))
            return;
        if (!MessageMd5.Of(attributes).Equals(expected, StringComparison.OrdinalIgnoreCase))
            throw new AmazonSQSException("Attribute MD5 hash mismatch" + which);
    }
}
