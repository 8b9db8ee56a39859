using System.Diagnostics;
using Amazon.SQS.Model;
using Waybill.Core.Messaging;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Sqs;

/// <summary>The create spans of a batch, one for each entry; none when they are switched off or nobody listens.</summary>
/// <remarks>They last as long as the send call, because its answer tells which entries failed.</remarks>
internal readonly struct CreateSpans
{
    private readonly SendMessageBatchRequestEntry?[] entries;
    private readonly Activity?[]? activities;

    private CreateSpans(List<SendMessageBatchRequestEntry> entries, Activity?[]? activities)
    {
        this.entries = [.. entries]; // the list is the caller's, who may change it before the answer comes
        this.activities = activities;
    }

    internal bool Any => activities is not null;

    internal Activity? this[int entry] => activities?[entry];

    internal static CreateSpans None(List<SendMessageBatchRequestEntry> entries) => new(entries, null);

    /// <summary>Starts them as children of the current span, each with a link to the context that its message carries already.</summary>
    internal static CreateSpans Start(SpanTemplate template, List<SendMessageBatchRequestEntry> entries)
    {
        if (!SqsSpans.Source.HasListeners() || !template.MakesSpans)
        {
            return None(entries);
        }

        var before = Activity.Current;
        var activities = new Activity?[entries.Count];
        for (var i = 0; i < activities.Length; i++)
        {
            activities[i] = SendSpan.Start(SqsSpans.Source, template, ContextAttribute.Read(entries[i]?.MessageAttributes));
            Activity.Current = before;
        }

        return new(entries, activities);
    }

    /// <summary>Links the send span to them; where there are none, to the contexts that messages carry already.</summary>
    internal void LinkTo(Activity send)
    {
        if (activities is not null)
        {
            foreach (var activity in activities)
            {
                if (activity is not null)
                {
                    send.AddLink(new ActivityLink(activity.Context));
                }
            }

            return;
        }

        // The current span needs no link: it is the parent.
        HashSet<ulong> linked = [Hex.From(send.ParentSpanId)];
        foreach (var entry in entries)
        {
            if (ContextAttribute.Read(entry?.MessageAttributes) is { TraceId128.IsZero: false } earlier && linked.Add(earlier.SpanId))
            {
                send.AddLink(new ActivityLink(ActivityState.ToActivityContext(earlier)));
            }
        }
    }

    /// <summary>What the service says of each entry.</summary>
    internal void Tell(SendMessageBatchResponse? response)
    {
        for (var i = 0; i < activities?.Length; i++)
        {
            var id = entries[i]?.Id;
            if (activities[i] is not { } activity || id is null)
            {
                continue;
            }

            activity.SetTag(MessagingAttributes.MessageId, response?.Successful?.Find(entry => entry?.Id == id)?.MessageId);
            if (response?.Failed?.Find(entry => entry?.Id == id) is { } failed)
            {
                SpanFailure.Record(activity, failed.Code, $"{failed.Code}: {failed.Message}");
            }
        }
    }

    internal void Fail(Exception exception)
    {
        foreach (var activity in activities ?? [])
        {
            SqsSpans.Fail(activity, exception);
        }
    }

    internal void Stop()
    {
        foreach (var activity in activities ?? [])
        {
            activity?.Stop();
        }
    }
}
