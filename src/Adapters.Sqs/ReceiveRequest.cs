using Amazon;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Waybill.Adapters.Sqs;

/// <summary>A receive request that also asks for what tracing reads from a message, and takes it out of the messages again.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html</remarks>
internal readonly struct ReceiveRequest
{
    private const string All = "All";
    private const string AllByPattern = ".*";

    private static readonly string[] SystemAttributes =
    [
        MessageSystemAttributeName.SentTimestamp,
        MessageSystemAttributeName.ApproximateReceiveCount,
        MessageSystemAttributeName.AWSTraceHeader,
        MessageSystemAttributeName.DeadLetterQueueSourceArn,
    ];

    private static readonly string[] FifoSystemAttributes = [.. SystemAttributes, MessageSystemAttributeName.MessageGroupId];

    private static readonly string[] Context = [ContextAttribute.Name, .. HeaderAttributes.Names];

    private readonly string[] addedContext;
    private readonly string[] addedSystem;

    internal ReceiveRequest(ReceiveMessageRequest callers)
    {
        addedContext = Array.FindAll(Context, name => !AsksFor(callers.MessageAttributeNames, name));
        addedSystem = Array.FindAll(
            QueueUrl.IsFifo(callers.QueueUrl) ? FifoSystemAttributes : SystemAttributes, name => !AsksForSystem(callers, name));
        Request = addedContext.Length > 0 || addedSystem.Length > 0 ? WithAdded(callers) : callers;
    }

    /// <summary>A copy that asks for more; the caller's own when it asks for all of it already.</summary>
    internal ReceiveMessageRequest Request { get; }

    /// <summary>Leaves in a message what the caller asked for, as it would be without tracing.</summary>
    internal void HideAdded(Message message)
    {
        if (message.MessageAttributes is { } attributes && RemoveContext(attributes))
        {
            message.MD5OfMessageAttributes = null; // it covered the context
            message.MessageAttributes = attributes.Count == 0 && !AWSConfigs.InitializeCollections ? null : attributes;
        }

        if (addedSystem.Length > 0 && message.Attributes is { } system)
        {
            foreach (var name in addedSystem)
            {
                system.Remove(name);
            }

            message.Attributes = system.Count == 0 && !AWSConfigs.InitializeCollections ? null : system;
        }
    }

    /// <summary>By name, with all others, or by a prefix such as <c>_data.*</c>.</summary>
    private static bool AsksFor(List<string>? names, string wanted)
    {
        foreach (var name in names ?? [])
        {
            if (name == wanted || name == All || (name?.EndsWith(AllByPattern, StringComparison.Ordinal) == true
                && wanted.AsSpan().StartsWith(name.AsSpan()[..^AllByPattern.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private bool RemoveContext(Dictionary<string, MessageAttributeValue> attributes)
    {
        var removed = false;
        foreach (var name in addedContext)
        {
            removed |= attributes.Remove(name);
        }

        return removed;
    }

#pragma warning disable CS0618 // Callers may still use AttributeNames, the earlier name of MessageSystemAttributeNames.
    private static bool AsksForSystem(ReceiveMessageRequest request, string name) =>
        Contains(request.MessageSystemAttributeNames, name) || Contains(request.AttributeNames, name);

    private ReceiveMessageRequest WithAdded(ReceiveMessageRequest callers)
    {
        var copy = ShallowCopy.Of(callers);
        if (addedContext.Length > 0)
        {
            copy.MessageAttributeNames = [.. callers.MessageAttributeNames ?? [], .. addedContext];
        }

        // To the list that the caller uses: SQS need not heed both.
        if (callers is { AttributeNames.Count: > 0, MessageSystemAttributeNames: null or { Count: 0 } })
        {
            copy.AttributeNames = [.. callers.AttributeNames, .. addedSystem];
        }
        else if (addedSystem.Length > 0)
        {
            copy.MessageSystemAttributeNames = [.. callers.MessageSystemAttributeNames ?? [], .. addedSystem];
        }

        return copy;
    }
#pragma warning restore CS0618

    private static bool Contains(List<string>? names, string name) => names is not null && (names.Contains(name) || names.Contains(All));
}
