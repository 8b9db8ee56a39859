using System.Diagnostics;
using RabbitMQ.Client;

namespace Waybill.Brokers.Tests;

public sealed class RabbitMqServerTests
{
    [Fact]
    public async Task Carries_a_message_and_leaves_neither_process_nor_file()
    {
        Assert.SkipUnless(RabbitMqServer.IsInstalled, "rabbitmq-server is not installed (apt-get install rabbitmq-server)");
        var cancellation = TestContext.Current.CancellationToken;
        using var traces = new Traces();
        var watch = Stopwatch.StartNew();

        await using (var server = await RabbitMqServer.StartAsync(cancellation))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"start: {watch.Elapsed.TotalSeconds:0.00} s");
            await using var connection = await new ConnectionFactory { Uri = server.Uri }.CreateConnectionAsync(cancellation);
            await using var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation);
            await channel.QueueDeclareAsync("shipping", durable: false, exclusive: false, autoDelete: true, cancellationToken: cancellation);
            await channel.BasicPublishAsync("", "shipping", "body"u8.ToArray(), cancellation);
            var received = await channel.BasicGetAsync("shipping", autoAck: true, cancellation);

            Assert.Equal("body"u8.ToArray(), received?.Body.ToArray());
            Assert.Contains(traces.Processes, command => command.Contains("beam", StringComparison.Ordinal));
            Assert.NotEmpty(traces.Files);
            Assert.All(LoopbackListeners.NotOnLoopback(traces.ProcessIds), Assert.Fail);
            watch.Restart();
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"stop: {watch.Elapsed.TotalSeconds:0.00} s");
        Assert.Empty(await traces.ProcessesAfterStopAsync());
        Assert.Empty(traces.Files);
    }

    [Fact]
    public async Task Two_at_once_do_not_meet()
    {
        Assert.SkipUnless(RabbitMqServer.IsInstalled, "rabbitmq-server is not installed (apt-get install rabbitmq-server)");
        var servers = await Task.WhenAll(
            RabbitMqServer.StartAsync(TestContext.Current.CancellationToken), RabbitMqServer.StartAsync(TestContext.Current.CancellationToken));

        Assert.NotEqual(servers[0].Uri, servers[1].Uri);
        await servers[0].DisposeAsync();
        await servers[1].DisposeAsync();
    }
}
