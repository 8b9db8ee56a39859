using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Adapters.Kafka;
using Waybill.Benchmarks.Micro;
using Waybill.Benchmarks.Report;
using Waybill.Brokers;

namespace Waybill.Benchmarks.Throughput;

/// <summary>How fast records with a context are consumed, from topics that are full when it begins, of the mock cluster.</summary>
/// <remarks>Several topics, because the mock cluster keeps 5 MiB of a partition.</remarks>
internal sealed class KafkaConsumption(string bootstrapServers, int topics)
{
    private const string Bare = "bare";
    private const int Partitions = 4;
    private const int MessagesOfTopic = 30_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly int messages = topics * MessagesOfTopic;
    private readonly Latencies latencies = new(topics * MessagesOfTopic);

    internal static async Task<ResultTable> RunAsync(int rounds, int topics)
    {
        using var cluster = KafkaMockCluster.Start();
        using AgentSink agent = new();
        KafkaConsumption run = new(cluster.BootstrapServers, topics);
        run.Fill();
        return await LoadTable.MeasureAsync(
            "kafka-consume",
            "Kafka, one consumer, from one record to the next",
            rounds,
            new LoadVariant(Bare, () => run.MeasureAsync(consumer => consumer, process: false)),
            new LoadVariant("traced, receive spans", () => TracedLoad.MeasureAsync(
                agent, TracedLoad.Default, () => run.MeasureAsync(consumer => consumer.WithTracing(), process: false)), Bare),
            new LoadVariant("traced, receive and process spans", () => TracedLoad.MeasureAsync(
                agent, TracedLoad.Default, () => run.MeasureAsync(consumer => consumer.WithTracing(), process: true)), Bare));
    }

    private void Fill()
    {
        using var producer = new KafkaRun(bootstrapServers, messages).Producer();
        for (var i = 0; i < messages; i++)
        {
            producer.Produce(
                new TopicPartition(Topic(i % topics), i / topics % Partitions),
                new Message<Null, byte[]> { Value = new byte[100], Headers = Sample.Received(0, 1, 2, 3, 4, 5) });
            if (i % MessagesOfTopic == 0)
            {
                producer.Flush(Deadline); // the client's own queue is bounded
            }
        }

        producer.Flush(Deadline);
    }

    private async Task<LoadFigures> MeasureAsync(Func<IConsumer<Ignore, byte[]>, IConsumer<Ignore, byte[]>> trace, bool process)
    {
        using var consumer = trace(new ConsumerBuilder<Ignore, byte[]>(
            new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = "speed", EnableAutoCommit = false }).SetLogHandler((_, _) => { }).Build());
        consumer.Assign(
            from topic in Enumerable.Range(0, topics)
            from partition in Enumerable.Range(0, Partitions)
            select new TopicPartitionOffset(Topic(topic), partition, Offset.Beginning));
        latencies.Clear();
        LoadClock? clock = null;
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

        return clock!.Stop(messages, latencies);
    }

    private static string Topic(int number) => $"consumed-{number}";
}
