using Waybill.Benchmarks.Micro;
using Waybill.Benchmarks.Report;

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
    ];

    /// <exception cref="ArgumentException">A name is neither that of a part nor that of a group.</exception>
    internal static IReadOnlyList<BenchmarkPart> Named(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (!All.Any(part => name == part.Name || name == part.Group))
            {
                throw new ArgumentException(
                    $"There is no part '{name}'. Parts: {string.Join(", ", All.Select(part => part.Name))}. Groups: {string.Join(", ", All.Select(part => part.Group).Distinct())}.");
            }
        }

        return names.Count == 0 ? All : [.. All.Where(part => names.Contains(part.Name) || names.Contains(part.Group))];
    }

    private static BenchmarkPart Micro(string name, Func<bool, ResultTable[]> run) => new(name, "micro", isQuick => Task.FromResult(run(isQuick)));
}
