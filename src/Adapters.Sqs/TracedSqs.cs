using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Waybill.Adapters.Sqs;

/// <summary>Traces what is sent and received through a client and hands every other call on to it.</summary>
/// <remarks>A request without a queue goes on as it is, so that the client's own error answers it.</remarks>
internal sealed partial class TracedSqs(IAmazonSQS inner, SqsTracer tracer) : IAmazonSQS
{
    public IClientConfig Config => inner.Config;

    public ISQSPaginatorFactory Paginators => inner.Paginators;

    public static ClientConfig CreateDefaultClientConfig() => DefaultConfig<AmazonSQSClient>();

    public static IAmazonService CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        ((IAmazonSQS)DefaultClient<AmazonSQSClient>(awsCredentials, clientConfig)).WithTracing();

    public Task<SendMessageResponse> SendMessageAsync(string queueUrl, string messageBody, CancellationToken cancellationToken = default) =>
        SendMessageAsync(new SendMessageRequest(queueUrl, messageBody), cancellationToken);

    public Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default) =>
        TracedCall.IsUnderWay || string.IsNullOrEmpty(request?.QueueUrl)
            ? inner.SendMessageAsync(request, cancellationToken)
            : tracer.Sender.SendAsync(request, copy => inner.SendMessageAsync(copy, cancellationToken));

    public Task<SendMessageBatchResponse> SendMessageBatchAsync(
        string queueUrl, List<SendMessageBatchRequestEntry> entries, CancellationToken cancellationToken = default) =>
        SendMessageBatchAsync(new SendMessageBatchRequest(queueUrl, entries), cancellationToken);

    public Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default) =>
        TracedCall.IsUnderWay || string.IsNullOrEmpty(request?.QueueUrl) || request.Entries is null
            ? inner.SendMessageBatchAsync(request, cancellationToken)
            : tracer.BatchSender.SendAsync(request, copy => inner.SendMessageBatchAsync(copy, cancellationToken));

    public Task<ReceiveMessageResponse> ReceiveMessageAsync(string queueUrl, CancellationToken cancellationToken = default) =>
        ReceiveMessageAsync(new ReceiveMessageRequest(queueUrl), cancellationToken);

    public Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default) =>
        TracedCall.IsUnderWay || string.IsNullOrEmpty(request?.QueueUrl)
            ? inner.ReceiveMessageAsync(request, cancellationToken)
            : tracer.Receiver.ReceiveAsync(request, copy => inner.ReceiveMessageAsync(copy, cancellationToken), cancellationToken);

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => inner.DetermineServiceOperationEndpoint(request);

    public void Dispose() => inner.Dispose();

    // AmazonSQSClient has these two explicitly, so that only a type parameter reaches them.
    private static ClientConfig DefaultConfig<TClient>()
        where TClient : IAmazonService => TClient.CreateDefaultClientConfig();

    private static IAmazonService DefaultClient<TClient>(AWSCredentials credentials, ClientConfig config)
        where TClient : IAmazonService => TClient.CreateDefaultServiceClient(credentials, config);
}
