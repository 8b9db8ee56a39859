using System.Diagnostics;
using Amazon.SQS.Model;

namespace Waybill.Adapters.Sqs;

/// <summary>Puts its context on each entry of a batch, in a copy of the request. The entries share one limit: what fits is chosen entry by entry.</summary>
internal sealed class BatchInjection(SqsTracingOptions options)
{
    internal SendMessageBatchRequest AddTo(SendMessageBatchRequest request, Activity? send, CreateSpans creates, string? subject)
    {
        var sizes = new long[request.Entries.Count];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = MessageSize.Of(request.Entries[i]?.MessageBody, request.Entries[i]?.MessageAttributes);
        }

        ContextInjection injection = new(send, sizes.Sum(), options.MaximumMessageSize);
        List<SendMessageBatchRequestEntry> entries = new(request.Entries.Count);
        var changed = false;
        for (var i = 0; i < sizes.Length; i++)
        {
            var entry = request.Entries[i];
            entries.Add(entry is null ? entry! : WithContext(entry, injection, sizes[i], creates[i] ?? send, creates[i], subject));
            changed |= entries[i] != entry;
        }

        if (!changed)
        {
            return request;
        }

        var copy = ShallowCopy.Of(request);
        copy.Entries = entries;
        return copy;
    }

    private SendMessageBatchRequestEntry WithContext(
        SendMessageBatchRequestEntry entry, ContextInjection injection, long size, Activity? span, Activity? create, string? subject)
    {
        var attributes = ContextAttribute.Write(span, entry.MessageAttributes, subject) is { } context
            ? injection.AddTo(context, entry.MessageAttributes, size, create)
            : null;
        var system = options.SendAwsTraceHeader ? TraceHeader.AddTo(entry.MessageSystemAttributes, span) : null;
        if (attributes is null && system is null)
        {
            return entry;
        }

        var copy = ShallowCopy.Of(entry);
        copy.MessageAttributes = attributes ?? copy.MessageAttributes;
        copy.MessageSystemAttributes = system ?? copy.MessageSystemAttributes;
        return copy;
    }
}
