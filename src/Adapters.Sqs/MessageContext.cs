using System.Text;
using Amazon.SQS.Model;
using Waybill.Core;
using Waybill.Core.Messaging;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.Sqs;

/// <summary>The send span's context of a received message, from wherever it came through.</summary>
internal static class MessageContext
{
    /// <summary>From the attributes, else from SNS's or EventBridge's JSON in the body, else from <c>AWSTraceHeader</c>.</summary>
    /// <remarks>A body is passed on as it is: the attributes beside it are at least as new as what it holds.</remarks>
    /// <param name="message">The message.</param>
    /// <param name="maxEnvelopeLength">The longest body that is searched.</param>
    /// <param name="subject">What was received, for the <see cref="ContextLog"/>.</param>
    internal static SpanContext? Of(Message message, int maxEnvelopeLength, string? subject = null)
    {
        var context = ContextAttribute.Read(message.MessageAttributes, subject)
            ?? FromBody(message.Body, maxEnvelopeLength)
            ?? TraceHeader.Read(message.Attributes, subject);
        if (context is null && subject is not null)
        {
            ContextLog.Current?.Tell("extract", subject, message.MessageAttributes?.ContainsKey(ContextAttribute.Name) == true
                ? "no context: the attribute _datadog holds no JSON object with a sound one"
                : "no context: no attribute _datadog or traceparent came with the message, no envelope of SNS or EventBridge, no AWSTraceHeader. Did the receive request ask for attributes?");
        }

        return context;
    }

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
