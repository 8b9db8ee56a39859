using System.Globalization;
using Confluent.Kafka;
using Waybill.Adapters.Kafka;
using Waybill.Benchmarks.Micro;
using Waybill.Brokers;
using Waybill.Core;

namespace Waybill.Benchmarks.Throughput;

/// <summary>
/// How many messages a traced producer sends in the time in which a bare one sends as many with ready-made headers, that its program adds by
/// hand. Both in turn, in several rounds of one run, on the mock cluster; the medians count.
/// </summary>
internal static class KafkaThroughput
{
    private const double Goal = 0.85;

    internal static async Task<bool> RunAsync(int rounds, int messages)
    {
        using var cluster = KafkaMockCluster.Start();
        using AgentSink agent = new();
        KafkaRun run = new(cluster.BootstrapServers, messages);
        Variant[] variants =
        [
            new("no header, bare", Bare(0)),
            new("six headers, bare", Bare(6)),
            new("default styles, traced", Traced(PropagationStyle.Datadog, PropagationStyle.TraceContext, PropagationStyle.Baggage)),
            new("two headers, bare", Bare(2)),
            new("tracecontext, traced", Traced(PropagationStyle.TraceContext)),
        ];
        for (var round = -1; round < rounds; round++)
        {
            foreach (var variant in variants)
            {
                var result = await variant.Measure();
                if (round >= 0) // the first warms up
                {
                    variant.Results.Add(result);
                }
            }
        }

        Console.WriteLine("| | messages/s | bytes/message | in GC | spans sent | dropped |\n|---|--:|--:|--:|--:|--:|");
        foreach (var variant in variants)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {variant.Name} | {variant.Rate:N0} | {variant.Results[^1].Bytes:F0} | {variant.Results[^1].Collecting:P0} | {variant.Results.Sum(result => result.Spans):N0} | {variant.Results.Sum(result => result.Dropped):N0} |"));
        }

        return IsMet(variants[2], variants[1]) & IsMet(variants[4], variants[3]);

        Func<Task<Result>> Bare(int count) => () =>
        {
            using var producer = run.Producer();
            var (rate, bytes, collecting) = run.Measure(producer, () => Ready(count));
            return Task.FromResult(new Result(rate, bytes, collecting, 0, 0));
        };

        Func<Task<Result>> Traced(params PropagationStyle[] styles) => async () =>
        {
            var tracer = Tracer.Configure(new TracerSettings { AgentUri = agent.Address, Propagation = new PropagationSettings { Inject = styles }, Log = _ => { } });
            double rate, bytes, collecting;
            using (var producer = run.Producer().WithTracing())
            {
                (rate, bytes, collecting) = run.Measure(producer, static () => null);
            }

            await tracer.DisposeAsync();
            return new Result(rate, bytes, collecting, tracer.ExportStatistics.Accepted, tracer.ExportStatistics.DroppedTotal);
        };
    }

    /// <summary>W3C's pair stands last in the sample.</summary>
    private static Headers? Ready(int count)
    {
        if (count == 0)
        {
            return null;
        }

        Headers headers = [];
        for (var i = Sample.Names.Length - count; i < Sample.Names.Length; i++)
        {
            headers.Add(Sample.Names[i], Sample.Values[i]);
        }

        return headers;
    }

    private static bool IsMet(Variant traced, Variant bare)
    {
        var ratio = traced.Rate / bare.Rate;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{(ratio >= Goal ? "MET" : "MISSED")} {traced.Name}: {ratio:F2} of {bare.Name} (wanted: {Goal})"));
        return ratio >= Goal;
    }

    private sealed record Result(double Rate, double Bytes, double Collecting, long Spans, long Dropped);

    private sealed record Variant(string Name, Func<Task<Result>> Measure)
    {
        internal List<Result> Results { get; } = [];

        internal double Rate => Results.Select(result => result.Rate).Order().ElementAt(Results.Count / 2);
    }
}
