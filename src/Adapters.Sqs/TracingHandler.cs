using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SQS.Model;

namespace Waybill.Adapters.Sqs;

/// <summary>Traces the calls of one client from within the SDK's pipeline, before they are marshalled. The SDK's retries are inside one span.</summary>
internal sealed class TracingHandler(SqsTracer tracer) : PipelineHandler
{
    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        if (TracedCall.IsUnderWay || executionContext?.RequestContext is not RequestContext context)
        {
            return base.InvokeAsync<T>(executionContext);
        }

        return context.OriginalRequest switch
        {
            SendMessageRequest { QueueUrl.Length: > 0 } request =>
                As<T, SendMessageResponse>(tracer.Sender.SendAsync(request, CallAsync<SendMessageResponse, T>)),
            SendMessageBatchRequest { QueueUrl.Length: > 0, Entries: not null } request =>
                As<T, SendMessageBatchResponse>(tracer.BatchSender.SendAsync(request, CallAsync<SendMessageBatchResponse, T>)),
            ReceiveMessageRequest { QueueUrl.Length: > 0 } request =>
                As<T, ReceiveMessageResponse>(
                    tracer.Receiver.ReceiveAsync(request, CallAsync<ReceiveMessageResponse, T>, context.CancellationToken)),
            _ => base.InvokeAsync<T>(executionContext),
        };

        async Task<TResponse> CallAsync<TResponse, TResult>(AmazonWebServiceRequest request)
            where TResult : AmazonWebServiceResponse, new()
        {
            context.OriginalRequest = request;
            return (TResponse)(object)await base.InvokeAsync<TResult>(executionContext).ConfigureAwait(false);
        }
    }

    private static async Task<T> As<T, TResponse>(Task<TResponse> response)
        where TResponse : class => (T)(object)await response.ConfigureAwait(false);
}
