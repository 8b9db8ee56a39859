using System.Diagnostics;
using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Core.Messaging;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Sqs;

/// <summary>Sends a batch in one send span, whose context every message carries that has room for it.</summary>
internal sealed class BatchSender(IAmazonSQS inner)
{
    internal async Task<SendMessageBatchResponse> SendAsync(SendMessageBatchRequest request, CancellationToken cancellationToken)
    {
        var activity = SendSpan.Start(SqsSpans.Source, SqsSpans.SendMessageBatch.Of(request.QueueUrl), earlier: null);
        try
        {
            if (activity is not null)
            {
                activity.SetTag(MessagingAttributes.BatchMessageCount, request.Entries.Count);
                LinkToEarlier(activity, request.Entries);
            }

            var response = await inner.SendMessageBatchAsync(WithContext(request, activity), cancellationToken).ConfigureAwait(false);
            activity?.SetTag(MessagingAttributes.AwsRequestId, response?.ResponseMetadata?.RequestId);
            if (response?.Failed is { Count: > 0 } failed)
            {
                var first = failed[0];
                SpanFailure.Record(
                    activity,
                    first.Code,
                    $"{failed.Count} of {request.Entries.Count} messages were not sent; the first, {first.Id}: {first.Code}: {first.Message}");
            }

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

    private static SendMessageBatchRequest WithContext(SendMessageBatchRequest request, Activity? send)
    {
        if (ContextAttribute.Write(send) is not { } context)
        {
            return request;
        }

        long size = 0;
        foreach (var entry in request.Entries)
        {
            size += MessageSize.Of(entry?.MessageBody, entry?.MessageAttributes);
        }

        ContextInjection injection = new(context, send, size);
        List<SendMessageBatchRequestEntry> entries = new(request.Entries.Count);
        foreach (var entry in request.Entries)
        {
            var added = entry;
            if (entry is not null && injection.AddTo(entry.MessageAttributes) is { } attributes)
            {
                added = ShallowCopy.Of(entry);
                added.MessageAttributes = attributes;
            }

            entries.Add(added!);
        }

        var copy = ShallowCopy.Of(request);
        copy.Entries = entries;
        return copy;
    }

    /// <summary>Messages that are sent on or again have a send span already. The current span needs no link: it is the parent.</summary>
    private static void LinkToEarlier(Activity send, List<SendMessageBatchRequestEntry> entries)
    {
        HashSet<ulong> linked = [Hex.From(send.ParentSpanId)];
        foreach (var entry in entries)
        {
            if (ContextAttribute.Read(entry?.MessageAttributes) is { TraceId128.IsZero: false } earlier && linked.Add(earlier.SpanId))
            {
                send.AddLink(new ActivityLink(ActivityState.ToActivityContext(earlier)));
            }
        }
    }
}
