using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class RabbitMqTracingExtensionsTests
{
    [Fact]
    public void Tracing_twice_is_tracing_once()
    {
        var channel = RecordingProxy.Of<IChannel>(out _).WithTracing();
        var connection = RecordingProxy.Of<IConnection>(out _).WithTracing();
        Assert.Same(channel, channel.WithTracing());
        Assert.Same(connection, connection.WithTracing());
    }

    [Fact]
    public async Task A_channel_of_a_traced_connection_is_traced_already()
    {
        var channel = await RecordingProxy.Of<IConnection>(out _).WithTracing()
            .CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Same(channel, channel.WithTracing());
    }

    [Fact]
    public void What_is_null_cannot_be_traced()
    {
        Assert.Throws<ArgumentNullException>(() => ((IChannel)null!).WithTracing());
        Assert.Throws<ArgumentNullException>(() => ((IConnection)null!).WithTracing());
        Assert.Throws<ArgumentNullException>(() => ((BasicGetResult)null!).StartProcessing());
    }
}
