using System.Diagnostics;
using Amazon.SQS.Model;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Sqs;

/// <summary>Puts the context of one send call on its messages, as far as the limits of SQS allow.</summary>
/// <param name="context">The attribute, the same for all messages.</param>
/// <param name="send">The span, which tells when a message went without; of several reasons the first.</param>
/// <param name="size">The size of all messages of the call, in bytes.</param>
internal sealed class ContextInjection(MessageAttributeValue context, Activity? send, long size)
{
    internal const int MaxAttributes = 10;
    internal const string AttributeLimit = "attribute_limit";
    internal const string SizeLimit = "size_limit";

    private readonly long contextSize = MessageSize.OfAttribute(ContextAttribute.Name, context);
    private long room = MessageSize.Max - size;

    /// <summary>A new map with the context, in place of one that is there.</summary>
    /// <returns>Null when the message must go as it is.</returns>
    internal Dictionary<string, MessageAttributeValue>? AddTo(Dictionary<string, MessageAttributeValue>? attributes)
    {
        MessageAttributeValue? replaced = null;
        if (attributes?.TryGetValue(ContextAttribute.Name, out replaced) != true && attributes?.Count >= MaxAttributes)
        {
            return Skip(AttributeLimit);
        }

        var growth = contextSize - MessageSize.OfAttribute(ContextAttribute.Name, replaced);
        if (growth > room)
        {
            return Skip(SizeLimit);
        }

        room -= growth;
        return new(attributes ?? []) { [ContextAttribute.Name] = context };
    }

    private Dictionary<string, MessageAttributeValue>? Skip(string reason)
    {
        MessagingMeter.InjectionSkipped(MessagingSystems.Sqs, reason);
        if (send?.GetTagItem(MessagingAttributes.InjectionSkipped) is null)
        {
            send?.SetTag(MessagingAttributes.InjectionSkipped, reason);
        }

        return null;
    }
}
