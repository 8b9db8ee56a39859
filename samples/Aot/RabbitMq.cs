using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Waybill.Adapters.RabbitMq;

namespace Waybill.Samples.Aot;

/// <summary>One message through a queue of its own.</summary>
internal static class RabbitMq
{
    public static async Task PassOnAsync(Uri uri)
    {
        await using var connection = (await new ConnectionFactory { Uri = uri }.CreateConnectionAsync()).WithTracing();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var queue = (await channel.QueueDeclareAsync()).QueueName;

        TaskCompletionSource received = new(TaskCreationOptions.RunContinuationsAsynchronously);
        AsyncEventingBasicConsumer consumer = new(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await Console.Out.WriteLineAsync($"rabbitmq: {Encoding.UTF8.GetString(delivery.Body.Span)}");
            received.SetResult();
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        await channel.BasicPublishAsync("", queue, "two boxes"u8.ToArray());
        await received.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
