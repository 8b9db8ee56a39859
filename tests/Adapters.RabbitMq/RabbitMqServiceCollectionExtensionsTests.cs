using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public class RabbitMqServiceCollectionExtensionsTests(RabbitMqFixture broker)
{
    [Theory]
    [InlineData(null)]
    [InlineData("orders")]
    public async Task One_connection_and_a_traced_channel_for_each_who_asks_all_closed_with_the_container(string? key)
    {
        using ActivityRecorder recorder = new("Waybill.RabbitMq");
        ServiceCollection services = new();
        if (key is null)
        {
            services.AddTracedRabbitMqConnection((_, _) => broker.ConnectAsync()).AddTracedRabbitMqChannel();
        }
        else
        {
            services.AddKeyedTracedRabbitMqConnection(key, (_, _) => broker.ConnectAsync()).AddKeyedTracedRabbitMqChannel(key);
        }

        IConnection connection;
        IChannel channel;
        var queue = $"container-{Guid.NewGuid():N}";
        await using (var provider = services.BuildServiceProvider())
        {
            connection = provider.GetRequiredKeyedService<IConnection>(key);
            channel = provider.GetRequiredKeyedService<IChannel>(key);
            Assert.Same(connection, provider.GetRequiredKeyedService<IConnection>(key));
            Assert.NotSame(channel, provider.GetRequiredKeyedService<IChannel>(key));
            await channel.QueueDeclareAsync(queue, durable: false, exclusive: true, autoDelete: true);
            await channel.BasicPublishAsync("", queue, "1"u8.ToArray());
            var got = await channel.BasicGetAsync(queue, autoAck: true);
            Assert.Contains("traceparent", got!.BasicProperties.Headers!.Keys);
        }

        Assert.False(channel.IsOpen);
        Assert.False(connection.IsOpen);
        await recorder.WaitForAsync(span => Equals(span.GetTagItem("messaging.rabbitmq.destination.routing_key"), queue));
    }

    [Fact]
    public void What_the_connection_fails_with_is_the_callers()
    {
        ServiceCollection services = new();
        services.AddTracedRabbitMqConnection((_, _) => throw new InvalidOperationException("no address"));
        using var provider = services.BuildServiceProvider();
        Assert.Equal("no address", Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IConnection>).Message);
    }
}
