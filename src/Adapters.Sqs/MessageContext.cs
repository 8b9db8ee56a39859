using System.Text;
using Amazon.SQS.Model;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Sqs;

/// <summary>The send span's context of a received message, from wherever it came through.</summary>
internal static class MessageContext
{
    /// <summary>From the attributes, else from SNS's or EventBridge's JSON in the body, else from <c>AWSTraceHeader</c>.</summary>
    /// <remarks>A body is passed on as it is: the attributes beside it are at least as new as what it holds.</remarks>
    internal static SpanContext? Of(Message message, int maxEnvelopeLength) =>
        ContextAttribute.Read(message.MessageAttributes)
        ?? FromBody(message.Body, maxEnvelopeLength)
        ?? TraceHeader.Read(message.Attributes);

    private static SpanContext? FromBody(string? body, int maxLength)
    {
        // The second question spares nearly all other bodies the parsing.
        if (body is null || body.Length > maxLength || !body.Contains(ContextJson.Name, StringComparison.Ordinal))
        {
            return null;
        }

        var json = Encoding.UTF8.GetBytes(body);
        return ContextEnvelope.ReadNotification(json) ?? ContextEnvelope.ReadEvent(json);
    }
}
