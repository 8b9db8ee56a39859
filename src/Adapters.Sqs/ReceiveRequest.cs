using Amazon.SQS;
using Amazon.SQS.Model;

namespace Waybill.Adapters.Sqs;

/// <summary>Receive requests that also ask for what tracing reads from a message.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html</remarks>
internal static class ReceiveRequest
{
    private const string All = "All";
    private const string AllByPattern = ".*";

    /// <summary>A copy that asks for more; the request itself when it asks for all of it already.</summary>
    internal static ReceiveMessageRequest WithTraceAttributes(ReceiveMessageRequest request)
    {
        var withContext = AsksForContext(request.MessageAttributeNames);
        var withTime = AsksForSystem(request, MessageSystemAttributeName.SentTimestamp);
        var withCount = AsksForSystem(request, MessageSystemAttributeName.ApproximateReceiveCount);
        if (withContext && withTime && withCount)
        {
            return request;
        }

        var copy = ShallowCopy.Of(request);
        if (!withContext)
        {
            copy.MessageAttributeNames = [.. request.MessageAttributeNames ?? [], ContextAttribute.Name];
        }

        AddSystem(copy, withTime ? [] : [MessageSystemAttributeName.SentTimestamp]);
        AddSystem(copy, withCount ? [] : [MessageSystemAttributeName.ApproximateReceiveCount]);
        return copy;
    }

    /// <summary>By name or with all others. A prefix such as <c>_data.*</c> may or may not cover it; to ask twice does no harm.</summary>
    private static bool AsksForContext(List<string>? names) =>
        names is not null && (names.Contains(ContextAttribute.Name) || names.Contains(All) || names.Contains(AllByPattern));

#pragma warning disable CS0618 // Callers may still use AttributeNames, the earlier name of MessageSystemAttributeNames.
    private static bool AsksForSystem(ReceiveMessageRequest request, string name) =>
        Contains(request.MessageSystemAttributeNames, name) || Contains(request.AttributeNames, name);

    /// <summary>To the list that the caller uses: SQS need not heed both.</summary>
    private static void AddSystem(ReceiveMessageRequest copy, string[] names)
    {
        if (names.Length == 0)
        {
            return;
        }

        if (copy is { AttributeNames.Count: > 0, MessageSystemAttributeNames: null or { Count: 0 } })
        {
            copy.AttributeNames = [.. copy.AttributeNames, .. names];
        }
        else
        {
            copy.MessageSystemAttributeNames = [.. copy.MessageSystemAttributeNames ?? [], .. names];
        }
    }
#pragma warning restore CS0618

    private static bool Contains(List<string>? names, string name) => names is not null && (names.Contains(name) || names.Contains(All));
}
