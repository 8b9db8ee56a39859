using System.Globalization;
using Waybill.Benchmarks.Micro;
using Waybill.Benchmarks.Report;
using Waybill.Benchmarks.Throughput;
using Waybill.Core;

namespace Waybill.Benchmarks.Scaling;

/// <summary>Measures one kind of load at several sizes: with a bare listener, with the agent up, and with the agent away.</summary>
/// <param name="source">The ActivitySource of the spans, for the bare listener.</param>
/// <param name="isQuick">The short form.</param>
internal sealed class ScalingTable(string source, bool isQuick)
{
    internal const string UpGrowth = "of the first, agent up";
    internal const string DownGrowth = "of the first, agent away";

    private static readonly string[] Columns =
    [
        "bare ns", "agent up ns", "agent away ns", "of the first, bare", UpGrowth, DownGrowth,
        "spans/s, agent up", "contentions a million spans, agent up", "dropped %, agent up",
    ];

    private readonly int rounds = isQuick ? 1 : 5;
    private readonly TimeSpan time = TimeSpan.FromMilliseconds(isQuick ? 200 : 500);

    /// <param name="id">The table's.</param>
    /// <param name="title">What the sizes are.</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="load">Makes the load of a size.</param>
    internal async Task<ResultTable> MeasureAsync(string id, string title, int[] sizes, Func<int, SpanLoad> load)
    {
        using AgentSink agent = new();
        await WarmUpAsync(agent.Address, load(sizes[0]));
        List<ResultRow> rows = [];
        foreach (var size in sizes)
        {
            Cell bare;
            using (BareListener.Start(source))
            {
                bare = Measure(load(size));
            }

            var up = await TracedAsync(agent.Address, load(size));
            var down = await TracedAsync(AgentSink.Nowhere, load(size));
            rows.Add(new ResultRow(size.ToString("N0", CultureInfo.InvariantCulture),
            [
                bare.Nanoseconds, up.Nanoseconds, down.Nanoseconds,
                Growth(0, bare), Growth(1, up), Growth(2, down),
                up.Rate, up.Contentions, up.Dropped,
            ]));
            Console.WriteLine(
                $"  {title} {size}: bare {Figures.Text(bare.Nanoseconds)} ns, agent up {Figures.Text(up.Nanoseconds)} ns, away {Figures.Text(down.Nanoseconds)} ns");
        }

        return new ResultTable(id, title, Columns, rows);

        double Growth(int column, Cell cell) => Math.Round(cell.Nanoseconds / (rows.Count == 0 ? cell.Nanoseconds : rows[0].Values[column]!.Value), 2);
    }

    /// <summary>Until the compiler has done with everything: the first size is what the others are compared with.</summary>
    private async Task WarmUpAsync(Uri agent, SpanLoad load)
    {
        for (var i = 0; i < 6 / rounds; i++)
        {
            using (BareListener.Start(source))
            {
                Measure(load);
            }

            await TracedAsync(agent, load);
            await TracedAsync(AgentSink.Nowhere, load);
        }
    }

    private async Task<Cell> TracedAsync(Uri agent, SpanLoad load)
    {
        var tracer = Tracer.Configure(new TracerSettings { AgentUri = agent, Log = _ => { }, Export = { ShutdownTimeout = TimeSpan.Zero } });
        var cell = Measure(load);
        var statistics = tracer.ExportStatistics;
        await tracer.DisposeAsync();
        return cell with { Dropped = Math.Round(100.0 * statistics.DroppedTotal / statistics.Ended, 2) };
    }

    /// <summary>The median round.</summary>
    private Cell Measure(SpanLoad load)
    {
        GC.Collect();
        load.Run(time); // warms up
        var all = Enumerable.Range(0, rounds).Select(_ => load.Run(time)).OrderBy(round => round.Nanoseconds).ToArray();
        var (nanoseconds, rate, contentions) = all[rounds / 2];
        return new Cell(Math.Round(nanoseconds, 1), Math.Round(rate), Math.Round(contentions, 1), null);
    }

    private sealed record Cell(double Nanoseconds, double Rate, double Contentions, double? Dropped);
}
