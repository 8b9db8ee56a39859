using System.Diagnostics;
using Amazon.SQS.Model;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Sqs;

/// <summary>Sends a batch in one send span. Every message that has room for it carries the context of its create span, or of the send span.</summary>
internal sealed class BatchSender(SqsSpans spans)
{
    private readonly BatchInjection injection = new(spans.Options);

    internal async Task<SendMessageBatchResponse> SendAsync(
        SendMessageBatchRequest request, Func<SendMessageBatchRequest, Task<SendMessageBatchResponse>> send)
    {
        using var call = TracedCall.Begin();
        var template = spans.SendMessageBatch.Of(request.QueueUrl);
        var started = MessagingMeter.Now;
        var count = request.Entries.Count;
        var creates = spans.Options.CreateSpans ? CreateSpans.Start(spans.Create.Of(request.QueueUrl), request.Entries) : CreateSpans.None(request.Entries);
        var activity = SendSpan.Start(SqsSpans.Source, creates.Any ? template.As(ActivityKind.Client) : template, earlier: null);
        try
        {
            if (activity is not null)
            {
                activity.SetTag(MessagingAttributes.BatchMessageCount, count);
                creates.LinkTo(activity);
            }

            var response = await send(template.AllowsInjection() ? injection.AddTo(request, activity, creates, template.Subject) : request).ConfigureAwait(false);
            activity?.SetTag(MessagingAttributes.AwsRequestId, response?.ResponseMetadata?.RequestId);
            creates.Tell(response);
            TellOutcome(template, started, activity, count, response);
            return response!;
        }
        catch (Exception e)
        {
            SqsSpans.Fail(activity, e);
            creates.Fail(e);
            MessagingMeter.Sent(template, started, count, SqsSpans.ErrorType(e));
            throw;
        }
        finally
        {
            activity?.Stop();
            creates.Stop();
        }
    }

    private static void TellOutcome(SpanTemplate template, long started, Activity? activity, int count, SendMessageBatchResponse? response)
    {
        if (response?.Failed is not { Count: > 0 } failed)
        {
            MessagingMeter.Sent(template, started, count);
            return;
        }

        var first = failed[0];
        SpanFailure.Record(
            activity, first?.Code ?? "", $"{failed.Count} of {count} messages were not sent; the first, {first?.Id}: {first?.Code}: {first?.Message}");
        MessagingMeter.Sent(template, started, count - failed.Count);
        foreach (var entry in failed)
        {
            MessagingMeter.Sent(template, started: 0, 1, entry?.Code); // its duration is in the call's
        }
    }
}
