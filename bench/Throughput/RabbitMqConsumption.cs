using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Waybill.Adapters.RabbitMq;
using Waybill.Benchmarks.Report;
using Waybill.Brokers;

namespace Waybill.Benchmarks.Throughput;

/// <summary>How fast one consumer takes messages with a context, from a queue that is full when it begins. Without acknowledgements.</summary>
internal sealed class RabbitMqConsumption(IConnection connection, int messages)
{
    private const string Bare = "bare";
    private const string Queue = "consumed";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private static readonly ReadOnlyMemory<byte> Body = new byte[100];

    private readonly Latencies latencies = new(messages);

    internal static async Task<ResultTable> RunAsync(int rounds, int messages)
    {
        await using var server = await RabbitMqServer.StartAsync();
        await using var connection = await new ConnectionFactory { Uri = server.Uri }.CreateConnectionAsync();
        using AgentSink agent = new();
        RabbitMqConsumption run = new(connection, messages);
        return await LoadTable.MeasureAsync(
            "rabbitmq-consume",
            "RabbitMQ, one consumer, from one message to the next",
            rounds,
            new LoadVariant(Bare, () => run.MeasureAsync(plain => plain)),
            new LoadVariant("traced, process spans", () => TracedLoad.MeasureAsync(
                agent, TracedLoad.Default, () => run.MeasureAsync(plain => plain.WithTracing())), Bare));
    }

    private async Task<LoadFigures> MeasureAsync(Func<IConnection, IConnection> trace)
    {
        await using var channel = await trace(connection).CreateChannelAsync();
        await FillAsync();
        latencies.Clear();
        TaskCompletionSource<LoadFigures> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        LoadClock? clock = null;
        var count = 0;
        var before = 0L;
        AsyncEventingBasicConsumer consumer = new(channel);
        consumer.ReceivedAsync += (_, _) =>
        {
            if (clock is null)
            {
                clock = LoadClock.Start();
            }
            else
            {
                latencies.Add(before);
            }

            before = Stopwatch.GetTimestamp();
            if (++count == messages)
            {
                done.SetResult(clock.Stop(messages, latencies));
            }

            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(Queue, autoAck: true, consumer);
        return await done.Task.WaitAsync(Deadline);
    }

    private async Task FillAsync()
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.QueueDeclareAsync(Queue, durable: false, exclusive: false, autoDelete: false);
        await channel.QueuePurgeAsync(Queue);
        await Task.WhenAll(Enumerable.Range(0, messages).Select(_ => PublishAsync(channel))).WaitAsync(Deadline);
    }

    private static Task PublishAsync(IChannel channel) => channel.BasicPublishAsync(
        "", Queue, mandatory: false, new BasicProperties { Headers = RabbitMqThroughput.ReadyHeaders() }, Body).AsTask();
}
