using Amazon.Runtime;
using Amazon.SQS;
using Waybill.Adapters.Sqs;

namespace OrderPipeline;

/// <summary>The SQS queue between shipping and the notifier, made by whichever comes first.</summary>
internal static class NotificationsQueue
{
    /// <summary>An emulator takes any credentials.</summary>
    public static IAmazonSQS Connect(PipelineSettings settings) => new AmazonSQSClient(
        new BasicAWSCredentials("demo", "demo"),
        new AmazonSQSConfig { ServiceURL = settings.SqsUrl, AuthenticationRegion = "us-east-1" }).WithTracing();

    public static async Task<string> EnsureAsync(IAmazonSQS sqs, CancellationToken stop) =>
        (await sqs.CreateQueueAsync(PipelineSettings.NotificationsQueue, stop)).QueueUrl;
}
