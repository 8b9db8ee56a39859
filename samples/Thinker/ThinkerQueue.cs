using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq;

namespace Thinker;

/// <summary>The queue in which the microservice finds its questions.</summary>
internal static class ThinkerQueue
{
    public const string Name = "thinker";

    /// <summary>Gives the code a channel that traces what is published and delivered.</summary>
    public static async Task UseAsync(Func<IChannel, Task> code)
    {
        Uri uri = new(Environment.GetEnvironmentVariable("RABBITMQ_URI") ?? "amqp://guest:guest@localhost:5672");
        await using var connection = (await new ConnectionFactory { Uri = uri }.CreateConnectionAsync()).WithTracing();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Name, durable: false, exclusive: false, autoDelete: false);
        await code(channel);
    }
}
