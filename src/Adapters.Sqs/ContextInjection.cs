using System.Diagnostics;
using Amazon.SQS.Model;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Sqs;

/// <summary>Puts contexts on the messages of one send call, as far as the limits of SQS allow.</summary>
/// <param name="send">The call's span, which tells when a message went without; of several reasons the first.</param>
/// <param name="size">The size of all messages of the call, in bytes.</param>
/// <param name="maximumMessageSize">The most bytes of one message.</param>
internal sealed class ContextInjection(Activity? send, long size, int maximumMessageSize)
{
    internal const int MaxAttributes = 10;

    private long room = MessageSize.Max - size;

    /// <summary>A new map with the context, in place of those that are there.</summary>
    /// <param name="context">The attribute.</param>
    /// <param name="attributes">The message's attributes.</param>
    /// <param name="messageSize">The message's size, in bytes.</param>
    /// <param name="create">The message's own span, when it has one.</param>
    /// <returns>Null when the message must go as it is.</returns>
    internal Dictionary<string, MessageAttributeValue>? AddTo(
        MessageAttributeValue context, Dictionary<string, MessageAttributeValue>? attributes, long messageSize, Activity? create = null)
    {
        Dictionary<string, MessageAttributeValue> copy = new(attributes ?? []);
        var growth = HeaderAttributes.Renew(copy, context);
        if (!copy.Remove(ContextAttribute.Name, out var replaced) && copy.Count >= MaxAttributes)
        {
            return Skip(SkipReason.AttributeLimit, create);
        }

        copy[ContextAttribute.Name] = context;
        growth += MessageSize.OfAttribute(ContextAttribute.Name, context) - MessageSize.OfAttribute(ContextAttribute.Name, replaced);
        if (growth > room || (growth > 0 && messageSize + growth > maximumMessageSize))
        {
            return Skip(SkipReason.SizeLimit, create);
        }

        room -= growth;
        return copy;
    }

    private Dictionary<string, MessageAttributeValue>? Skip(string reason, Activity? create)
    {
        MessagingMeter.InjectionSkipped(MessagingSystems.Sqs, reason, create ?? send);
        create?.SetTag(MessagingAttributes.InjectionSkipped, reason);
        if (send?.GetTagItem(MessagingAttributes.InjectionSkipped) is null)
        {
            send?.SetTag(MessagingAttributes.InjectionSkipped, reason);
        }

        return null;
    }
}
