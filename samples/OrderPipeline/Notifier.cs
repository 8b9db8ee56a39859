using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Adapters.Sqs;

namespace OrderPipeline;

/// <summary>SQS in; the end of the line.</summary>
internal sealed class Notifier : IRole
{
    public string Name => "notifier";

    public async Task RunAsync(PipelineSettings settings, CancellationToken stop)
    {
        using var sqs = NotificationsQueue.Connect(settings);
        var queueUrl = await NotificationsQueue.EnsureAsync(sqs, stop);
        ReceiveMessageRequest request = new() { QueueUrl = queueUrl, MaxNumberOfMessages = 10, WaitTimeSeconds = 2 };

        Console.WriteLine($"{Name} ready");
        while (!stop.IsCancellationRequested)
        {
            var response = await sqs.ReceiveMessageAsync(request, stop);
            foreach (var message in response.Messages ?? [])
            {
                await NotifyAsync(sqs, queueUrl, message, stop);
            }
        }
    }

    private static async Task NotifyAsync(IAmazonSQS sqs, string queueUrl, Message message, CancellationToken stop)
    {
        using var scope = message.StartProcessing(queueUrl);
        try
        {
            var parcel = Parcel.Parse(Encoding.UTF8.GetBytes(message.Body));
            scope.Activity?.SetTag("order.id", parcel.OrderId);
            Console.WriteLine($"notifier: {parcel.Email}: your order {parcel.OrderId} is on its way with {parcel.Carrier}");
            await sqs.DeleteMessageAsync(queueUrl, message.ReceiptHandle, stop);
        }
        catch (Exception exception)
        {
            scope.SetException(exception);
            throw;
        }
    }
}
