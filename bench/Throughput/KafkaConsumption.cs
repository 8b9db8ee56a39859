using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Adapters.Kafka;
using Waybill.Benchmarks.Micro;
using Waybill.Benchmarks.Report;
using Waybill.Brokers;

namespace Waybill.Benchmarks.Throughput;

/// <summary>How fast records with a context are consumed, from the mock cluster, again and again from the beginning.</summary>
internal sealed class KafkaConsumption(string bootstrapServers, int messages, int passes)
{
    private const string Topic = "consumed";
    private const int Partitions = 4;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Latencies latencies = new(messages * passes);

    internal static async Task<ResultTable> RunAsync(int rounds, int messages, int passes)
    {
        using var cluster = KafkaMockCluster.Start();
        using AgentSink agent = new();
        KafkaConsumption run = new(cluster.BootstrapServers, messages, passes);
        run.Fill();
        return await LoadTable.MeasureAsync(
            "kafka-consume",
            "Kafka, one consumer, from one record to the next",
            rounds,
            new LoadVariant("bare", () => run.MeasureAsync(consumer => consumer, process: false)),
            new LoadVariant("traced, receive spans", () => TracedLoad.MeasureAsync(
                agent, TracedLoad.Default, () => run.MeasureAsync(consumer => consumer.WithTracing(), process: false))),
            new LoadVariant("traced, receive and process spans", () => TracedLoad.MeasureAsync(
                agent, TracedLoad.Default, () => run.MeasureAsync(consumer => consumer.WithTracing(), process: true))));
    }

    private void Fill()
    {
        using var producer = new KafkaRun(bootstrapServers, messages).Producer();
        for (var i = 0; i < messages; i++)
        {
            producer.Produce(
                new TopicPartition(Topic, i % Partitions), new Message<Null, byte[]> { Value = new byte[100], Headers = Sample.Received(0, 1, 2, 3, 4, 5) });
        }

        producer.Flush(Deadline);
    }

    private async Task<LoadFigures> MeasureAsync(Func<IConsumer<Ignore, byte[]>, IConsumer<Ignore, byte[]>> trace, bool process)
    {
        using var consumer = trace(new ConsumerBuilder<Ignore, byte[]>(
            new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = "speed", EnableAutoCommit = false }).SetLogHandler((_, _) => { }).Build());
        latencies.Clear();
        LoadClock? clock = null;
        for (var pass = 0; pass < passes; pass++)
        {
            consumer.Assign(Enumerable.Range(0, Partitions).Select(partition => new TopicPartitionOffset(Topic, partition, Offset.Beginning)));
            for (var i = 0; i < messages; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var result = consumer.Consume(Deadline)
                    ?? throw new TimeoutException($"After {i} of {messages} records none came within {Deadline.TotalSeconds} s.");
                if (process)
                {
                    await consumer.ProcessAsync(result, static (_, _) => Task.CompletedTask, CancellationToken.None);
                }

                latencies.Add(started);
                clock ??= LoadClock.Start(); // the first one waited for the connection
            }
        }

        return clock!.Stop(messages * passes, latencies);
    }
}
