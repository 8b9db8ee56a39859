using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Adapters.Sqs;

namespace Waybill.Interop.Tests.DotNet;

internal sealed class SqsTransport(string address) : ITransport
{
    private readonly IAmazonSQS sqs = Client(address).WithTracing();
    private readonly CancellationTokenSource stop = new();
    private Task receiving = Task.CompletedTask;

    public async Task SendAsync(string destination, string body, object? headers) => await sqs.SendMessageAsync(new SendMessageRequest
    {
        QueueUrl = await QueueAsync(sqs, destination),
        MessageBody = body,
        MessageAttributes = (Dictionary<string, MessageAttributeValue>?)headers,
    });

    public async Task ReceiveAsync(string inbox, Func<string, object?, Task> handle)
    {
        var queue = await QueueAsync(sqs, inbox);
        receiving = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var answer = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, WaitTimeSeconds = 1, MessageAttributeNames = ["All"] });
                foreach (var message in answer.Messages ?? [])
                {
                    await sqs.DeleteMessageAsync(queue, message.ReceiptHandle);
                    using var processing = message.StartProcessing(queue);
                    await handle(message.Body, message.MessageAttributes);
                }
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await receiving;
        sqs.Dispose();
        stop.Dispose();
    }

    internal static AmazonSQSClient Client(string address) => new(
        new BasicAWSCredentials("interop", "interop"), new AmazonSQSConfig { ServiceURL = address, AuthenticationRegion = "us-east-1" });

    internal static async Task<string> QueueAsync(IAmazonSQS sqs, string name) => (await sqs.CreateQueueAsync(name)).QueueUrl;
}
