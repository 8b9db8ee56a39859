using Confluent.Kafka;
using Waybill.Adapters.Kafka;

namespace Waybill.Interop.Tests.DotNet;

internal sealed class KafkaTransport(string address) : ITransport
{
    private readonly IProducer<Null, string> producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = address, LingerMs = 0 })
        .SetLogHandler((_, _) => { }).Build().WithTracing();

    private readonly CancellationTokenSource stop = new();
    private Task receiving = Task.CompletedTask;

    public Task SendAsync(string destination, string body, object? headers) =>
        producer.ProduceAsync(destination, new Message<Null, string> { Value = body, Headers = (Headers?)headers });

    public Task ReceiveAsync(string inbox, Func<string, object?, Task> handle)
    {
        var consumer = new ConsumerBuilder<Ignore, string>(Config(address)).SetLogHandler((_, _) => { }).Build().WithTracing();
        consumer.Assign(AllPartitions(inbox));
        receiving = Task.Run(async () =>
        {
            using (consumer)
            {
                while (!stop.IsCancellationRequested)
                {
                    if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } result)
                    {
                        await consumer.ProcessAsync(result, (record, _) => handle(record.Message.Value, record.Message.Headers), stop.Token);
                    }
                }
            }
        });
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await receiving;
        producer.Dispose();
        stop.Dispose();
    }

    internal static ConsumerConfig Config(string address) =>
        new() { BootstrapServers = address, GroupId = "interop", EnableAutoCommit = false, FetchWaitMaxMs = 20 };

    /// <summary>The mock cluster gives each topic four partitions.</summary>
    internal static IEnumerable<TopicPartitionOffset> AllPartitions(string topic) =>
        Enumerable.Range(0, 4).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning));
}
