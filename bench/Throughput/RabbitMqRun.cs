using System.Diagnostics;
using RabbitMQ.Client;

namespace Waybill.Benchmarks.Throughput;

/// <summary>Publishes messages of 100 bytes with confirmations over several channels of one connection, each with a window in flight.</summary>
internal sealed class RabbitMqRun(int messages) : IAsyncDisposable
{
    private const string Queue = "speed";
    private const int Channels = 8;
    private const int Window = 16;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly ReadOnlyMemory<byte> Body = new byte[100];

    private readonly Latencies latencies = new(messages);
    private IConnection? connection;

    internal async Task ConnectAsync(Uri server)
    {
        connection = await new ConnectionFactory { Uri = server }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();

        // Nobody consumes: what is beyond the length goes at once.
        await channel.QueueDeclareAsync(
            Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-max-length"] = 1000 });
    }

    /// <returns>The figures, until the last confirmation; a caller's time is that until its own one.</returns>
    internal async Task<LoadFigures> MeasureAsync(Func<IConnection, IConnection> trace, Func<BasicProperties> properties)
    {
        var channels = new List<IChannel>();
        for (var i = 0; i < Channels; i++)
        {
            channels.Add(await trace(connection!).CreateChannelAsync(new CreateChannelOptions(true, true)));
        }

        latencies.Clear();
        var clock = LoadClock.Start();
        await Task.WhenAll(channels.SelectMany(channel => Enumerable.Range(0, Window).Select(_ => Task.Run(() => PublishAsync(channel, properties)))))
            .WaitAsync(Deadline);
        var figures = clock.Stop(messages, latencies);
        foreach (var channel in channels)
        {
            await channel.DisposeAsync();
        }

        return figures;
    }

    public ValueTask DisposeAsync() => connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task PublishAsync(IChannel channel, Func<BasicProperties> properties)
    {
        for (var i = 0; i < messages / Channels / Window; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await channel.BasicPublishAsync("", Queue, mandatory: false, properties(), Body);
            latencies.Add(started);
        }
    }
}
