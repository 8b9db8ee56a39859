using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Waybill.Adapters.RabbitMq;

namespace Waybill.Interop.Tests.DotNet;

internal sealed class RabbitMqTransport(IConnection connection, IChannel channel) : ITransport
{
    internal static async Task<RabbitMqTransport> OpenAsync(string address)
    {
        var connection = (await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync()).WithTracing();
        return new RabbitMqTransport(connection, await connection.CreateChannelAsync());
    }

    public async Task SendAsync(string destination, string body, object? headers)
    {
        BasicProperties properties = new() { Headers = (IDictionary<string, object?>?)headers };
        await channel.QueueDeclareAsync(destination, durable: true, exclusive: false, autoDelete: false);
        await channel.BasicPublishAsync("", destination, mandatory: false, properties, Encoding.UTF8.GetBytes(body));
    }

    public async Task ReceiveAsync(string inbox, Func<string, object?, Task> handle)
    {
        var receiving = await connection.CreateChannelAsync();
        await receiving.QueueDeclareAsync(inbox, durable: true, exclusive: false, autoDelete: false);
        AsyncEventingBasicConsumer consumer = new(receiving);
        consumer.ReceivedAsync += (_, delivery) => handle(Encoding.UTF8.GetString(delivery.Body.Span), delivery.BasicProperties.Headers);
        await receiving.BasicConsumeAsync(inbox, autoAck: true, consumer);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
