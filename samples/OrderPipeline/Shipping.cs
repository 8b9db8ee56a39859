using System.Diagnostics;
using System.Text;
using Amazon.SQS;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Waybill.Adapters.RabbitMq;

namespace OrderPipeline;

/// <summary>RabbitMQ in, SQS out.</summary>
internal sealed class Shipping : IRole
{
    public string Name => "shipping";

    public async Task RunAsync(PipelineSettings settings, CancellationToken stop)
    {
        using var sqs = NotificationsQueue.Connect(settings);
        var queueUrl = await NotificationsQueue.EnsureAsync(sqs, stop);

        await using var connection = await ShippingExchange.ConnectAsync(settings, Name, stop);
        await using var channel = (await connection.CreateChannelAsync(cancellationToken: stop)).WithTracing();
        await ShippingExchange.DeclareAsync(channel, stop);

        AsyncEventingBasicConsumer consumer = new(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await NotifyAsync(sqs, queueUrl, delivery.Body, stop);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stop);
        };
        await channel.BasicConsumeAsync(PipelineSettings.ParcelsQueue, autoAck: false, consumer, stop);

        Console.WriteLine($"{Name} ready");
        await Task.Delay(Timeout.Infinite, stop);
    }

    private static async Task NotifyAsync(IAmazonSQS sqs, string queueUrl, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        Activity.Current?.SetTag("order.id", Parcel.Parse(body.Span).OrderId);
        await sqs.SendMessageAsync(queueUrl, Encoding.UTF8.GetString(body.Span), stop);
    }
}
