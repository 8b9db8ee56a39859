using System.Text;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Adapters.Sqs;
using Waybill.Core;

namespace Batch;

/// <summary>A batch of messages in one response. The queue gives again what was not deleted, and moves it away after some attempts.</summary>
internal static class SqsBatch
{
    private const string Payments = "payments";
    private const string Dead = "payments-dead";

    public static async Task RunAsync(CancellationToken stop)
    {
        AmazonSQSConfig config = new()
        {
            ServiceURL = Environment.GetEnvironmentVariable("SQS_SERVICE_URL") ?? "http://localhost:4566",
            AuthenticationRegion = "us-east-1",
        };
        using var sqs = new AmazonSQSClient(new BasicAWSCredentials("sample", "sample"), config).WithTracing();
        var (payments, dead) = await CreateQueuesAsync(sqs, stop);
        await sqs.SendMessageBatchAsync(
            payments, [.. Payment.All.Select(payment => new SendMessageBatchRequestEntry(payment.Id, Encoding.UTF8.GetString(payment.ToJson())))], stop);

        // The receive span links to all messages of the batch, and each message has a span in its own trace.
        ReceiveMessageResponse given;
        while ((given = await ReceiveAsync(sqs, dead, waitSeconds: 0, stop)).Messages is not { Count: > 0 })
        {
            var batch = await ReceiveAsync(sqs, payments, waitSeconds: 1, stop);
            var result = await sqs.ProcessAsync(batch, ChargeAsync, cancellationToken: stop);
            foreach (var failure in result.Failed)
            {
                await sqs.ChangeMessageVisibilityAsync(payments, failure.Message.ReceiptHandle, visibilityTimeout: 0, stop);
            }
        }

        // It may be days old, so it begins a trace of its own with a link. SQS says that it is a dead letter; not every emulator does.
        await sqs.ProcessAsync(given, LookAtAsync, new SqsProcessingOptions { Relation = MessageRelation.Link }, stop);
    }

    private static Task ChargeAsync(Message message, CancellationToken stop)
    {
        Bank.Charge(Payment.Parse(Encoding.UTF8.GetBytes(message.Body)));
        return Task.CompletedTask;
    }

    private static Task LookAtAsync(Message message, CancellationToken stop)
    {
        Console.WriteLine($"payments: {Payment.Parse(Encoding.UTF8.GetBytes(message.Body)).Id}: a dead letter for somebody to look at");
        return Task.CompletedTask;
    }

    private static Task<ReceiveMessageResponse> ReceiveAsync(IAmazonSQS sqs, string queueUrl, int waitSeconds, CancellationToken stop) =>
        sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queueUrl) { MaxNumberOfMessages = 10, WaitTimeSeconds = waitSeconds }, stop);

    private static async Task<(string Payments, string Dead)> CreateQueuesAsync(IAmazonSQS sqs, CancellationToken stop)
    {
        var dead = (await sqs.CreateQueueAsync(Dead, stop)).QueueUrl;
        var arn = (await sqs.GetQueueAttributesAsync(dead, ["QueueArn"], stop)).QueueARN;
        var payments = (await sqs.CreateQueueAsync(
            new CreateQueueRequest(Payments)
            {
                Attributes = new() { ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":{{Bank.MaxAttempts}}}""" },
            },
            stop)).QueueUrl;
        return (payments, dead);
    }
}
