using System.Diagnostics;
using Amazon.SQS.Model;
using Waybill.Core;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Sqs;

/// <summary>Receives messages, notes the context of each, and makes a receive span for the call when it brought some or failed.</summary>
internal sealed class MessageReceiver(SqsSpans spans)
{
    internal async Task<ReceiveMessageResponse> ReceiveAsync(
        ReceiveMessageRequest request, Func<ReceiveMessageRequest, Task<ReceiveMessageResponse>> receive, CancellationToken cancellationToken)
    {
        using var call = TracedCall.Begin();
        var template = spans.ReceiveMessage.Of(request.QueueUrl);
        var start = DateTimeOffset.UtcNow;
        var started = MessagingMeter.Now;
        ReceiveRequest asked = new(request);
        ReceiveMessageResponse response;
        try
        {
            using (TraceSuppression.Begin())
            {
                response = await receive(asked.Request).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw; // the end of a receive loop and not a failure
        }
        catch (Exception e)
        {
            using var failed = StartSpan(template, [], start);
            SqsSpans.Fail(failed, e);
            MessagingMeter.Received(template, started, 0, SqsSpans.ErrorType(e));
            throw;
        }

        if (response?.Messages is { Count: > 0 } messages)
        {
            var deliveries = Note(messages, template, request.QueueUrl, asked);
            using var activity = StartSpan(template, LinksTo(messages, deliveries), start);
            activity?.SetTag(MessagingAttributes.BatchMessageCount, messages.Count)
                .SetTag(MessagingAttributes.AwsRequestId, response.ResponseMetadata?.RequestId);
            deliveries.ForEach(delivery => delivery?.Receive = activity?.Context ?? default);
            MessagingMeter.Received(template, started, messages.Count);
        }

        return response!;
    }

    private List<Delivery?> Note(List<Message> messages, SpanTemplate template, string queueUrl, ReceiveRequest asked)
    {
        List<Delivery?> deliveries = new(messages.Count);
        foreach (var message in messages)
        {
            if (message is null)
            {
                deliveries.Add(null);
                continue;
            }

            var delivery = Delivery.Add(message, spans, template, queueUrl);
            deliveries.Add(delivery);
            asked.HideAdded(message);
            if (delivery.Sent is { } sent)
            {
                QueueTime.Measure(template, sent);
            }
        }

        return deliveries;
    }

    private Activity? StartSpan(SpanTemplate template, List<SpanContextLink> links, DateTimeOffset start) =>
        !template.MakesSpans ? null
        : spans.Options.Relation == MessageRelation.Link
            ? RemoteParent.StartRoot(SqsSpans.Source, template.Name, template.Kind, template.Attributes, links, start)
        : SqsSpans.Source.StartActivity(
            template.Name, template.Kind, default(ActivityContext), template.Attributes, RemoteParent.Links(links), start);

    private static List<SpanContextLink> LinksTo(List<Message> messages, List<Delivery?> deliveries)
    {
        List<SpanContextLink> links = new(messages.Count);
        for (var i = 0; i < deliveries.Count && SqsSpans.Source.HasListeners(); i++)
        {
            if (deliveries[i]?.Sender is { TraceId128.IsZero: false } sender)
            {
                links.Add(new SpanContextLink(sender, [new(MessagingAttributes.MessageId, messages[i].MessageId)]));
            }
        }

        return links;
    }
}
