using Waybill.Benchmarks.Micro;
using Waybill.Benchmarks.Report;
using Waybill.Benchmarks.Scaling;
using Waybill.Benchmarks.Throughput;

namespace Waybill.Benchmarks;

/// <summary>All that speaks of speed, in the order in which it is run.</summary>
internal static class BenchmarkParts
{
    internal static readonly IReadOnlyList<BenchmarkPart> All =
    [
        Micro("inject", isQuick => [MicroTables.Run<InjectBenchmarks>("inject", "into Kafka headers", isQuick)]),
        Micro("inject-carriers", isQuick => [MicroTables.Run<InjectCarrierBenchmarks>("inject-carriers", "into other carriers", isQuick)]),
        Micro("extract", isQuick => [MicroTables.Run<ExtractBenchmarks>("extract", "from Kafka headers", isQuick)]),
        Micro("extract-carriers", isQuick => [MicroTables.Run<ExtractCarrierBenchmarks>("extract-carriers", "from other carriers", isQuick)]),
        Micro("span", isQuick => [MicroTables.Run<SpanBenchmarks>("span", "a send span with eight tags", isQuick)]),
        Micro("kafka-path", isQuick =>
        [
            MicroTables.Run<KafkaSendBenchmarks>("kafka-send", "one <code>Produce</code>, without librdkafka", isQuick),
            MicroTables.Run<KafkaProcessBenchmarks>("kafka-process", "one record processed", isQuick),
        ]),
        Micro("encode", isQuick => [EncodeBenchmark.Run(isQuick)]),
        Macro("kafka", async isQuick =>
        [
            await KafkaThroughput.RunAsync(isQuick ? 1 : 5, isQuick ? 100_000 : 200_000),
            await KafkaConsumption.RunAsync(isQuick ? 1 : 5, topics: isQuick ? 2 : 6),
        ]),
        Macro("rabbitmq", async isQuick =>
        [
            await RabbitMqThroughput.RunAsync(isQuick ? 1 : 9, isQuick ? 10_240 : 40_960),
            await RabbitMqConsumption.RunAsync(isQuick ? 1 : 5, isQuick ? 10_000 : 40_000),
        ]),
        Macro("sqs", async isQuick =>
        [
            await SqsThroughput.RunAsync(isQuick ? 1 : 5, isQuick ? 400 : 3_200),
            await SqsConsumption.RunAsync(isQuick ? 1 : 5, isQuick ? 400 : 2_000),
        ]),
        Macro("memory", async isQuick => [await SpanMemory.RunAsync(isQuick ? 1_000_000 : 10_000_000)]),
        Scaling("threads", "threads making spans", ScalingLoads.SourceName, [1, 2, 4, 8, 16], ScalingLoads.Threads),
        Scaling("producer-threads", "threads with one Kafka producer, a message each", ScalingLoads.KafkaSourceName, [1, 2, 4, 8, 16], ScalingLoads.ProducerThreads),
        Scaling("open-traces", "open traces", ScalingLoads.SourceName, [1, 10, 100, 1_000], ScalingLoads.OpenTraces),
        Scaling("trace-size", "spans a trace", ScalingLoads.SourceName, [1, 10, 100, 1_000, 10_000], ScalingLoads.SpansOfTrace),
    ];

    /// <exception cref="ArgumentException">A name is neither that of a part nor that of a group.</exception>
    internal static IReadOnlyList<BenchmarkPart> Named(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (!All.Any(part => name == part.Name || name == part.Group))
            {
                throw new ArgumentException(
                    $"There is no part '{name}'. Parts: {string.Join(", ", All.Select(part => part.Name))}. "
                    + $"Groups: {string.Join(", ", All.Select(part => part.Group).Distinct())}.");
            }
        }

        return names.Count == 0 ? All : [.. All.Where(part => names.Contains(part.Name) || names.Contains(part.Group))];
    }

    private static BenchmarkPart Micro(string name, Func<bool, ResultTable[]> run) => new(name, "micro", isQuick => Task.FromResult(run(isQuick)));

    private static BenchmarkPart Macro(string name, Func<bool, Task<ResultTable[]>> runAsync) => new(name, "macro", runAsync);

    private static BenchmarkPart Scaling(string name, string title, string source, int[] sizes, Func<int, SpanLoad> load) =>
        new(name, "scaling", async isQuick => [await new ScalingTable(source, isQuick).MeasureAsync(name, title, sizes, load)]);
}
