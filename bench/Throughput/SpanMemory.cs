using System.Diagnostics;
using Waybill.Benchmarks.Micro;
using Waybill.Benchmarks.Report;
using Waybill.Core;

namespace Waybill.Benchmarks.Throughput;

/// <summary>Memory of the process after very many spans with eight tags, as fast as one thread makes them.</summary>
internal static class SpanMemory
{
    private const string SourceName = "Waybill.Benchmarks.Memory";
    private const int Looks = 50;

    private static readonly ActivitySource Source = new(SourceName);

    internal static async Task<ResultTable> RunAsync(int spans)
    {
        List<ResultRow> rows = [];
        using (BareListener.Start(SourceName))
        {
            rows.Add(await MeasureAsync("bare Activity with a listener", spans, null, isAgentThere: false));
        }

        using (AgentSink agent = new())
        {
            await using var tracer = Tracer.Configure(Settings(agent.Address));
            rows.Add(await MeasureAsync("traced, the agent takes what comes", spans, tracer, isAgentThere: true));
        }

        await using (var tracer = Tracer.Configure(Settings(AgentSink.Nowhere)))
        {
            rows.Add(await MeasureAsync("traced, the agent is away", spans, tracer, isAgentThere: false));
        }

        return new ResultTable(
            "memory",
            FormattableString.Invariant($"after {spans:N0} spans, one after the other in one process"),
            ["spans/s", "managed MiB", "resident MiB, most", "resident MiB, at the end", "accepted %", "dropped %"],
            rows);
    }

    private static TracerSettings Settings(Uri agent) => new() { AgentUri = agent, Log = _ => { }, Export = { ShutdownTimeout = TimeSpan.Zero } };

    private static async Task<ResultRow> MeasureAsync(string name, int spans, Tracer? tracer, bool isAgentThere)
    {
        var most = 0L;
        var clock = Stopwatch.StartNew();
        for (var look = 0; look < Looks; look++)
        {
            for (var i = 0; i < spans / Looks; i++)
            {
                using var span = Source.StartActivity("send orders.created", ActivityKind.Producer);
                EncodeBenchmark.AddMessageTags(span!);
            }

            most = Math.Max(most, Environment.WorkingSet);
        }

        var rate = spans / clock.Elapsed.TotalSeconds;
        if (tracer is not null && isAgentThere)
        {
            await tracer.ForceFlushAsync();
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var statistics = tracer?.ExportStatistics;
        Console.WriteLine($"  {name}: {Figures.Text(rate)} spans/s");
        return new ResultRow(name,
        [
            Math.Round(rate),
            MebiBytes(GC.GetTotalMemory(forceFullCollection: false)),
            MebiBytes(most),
            MebiBytes(Environment.WorkingSet),
            PerCent(statistics?.Accepted, statistics),
            PerCent(statistics?.DroppedTotal, statistics),
        ]);
    }

    private static double MebiBytes(long bytes) => Math.Round(bytes / (double)(1 << 20), 1);

    private static double? PerCent(long? spans, ExportStatistics? statistics) =>
        statistics is null ? null : Math.Round(100.0 * spans!.Value / statistics.Ended, 2);
}
