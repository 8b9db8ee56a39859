using System.Diagnostics;
using System.Runtime;
using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks.Throughput;

/// <summary>Measures variants in turn, several rounds of each; the medians count, and of the rates the median of the rounds' ratios.</summary>
internal static class LoadTable
{
    internal const string RateRatio = "rate, of its bare one";

    private const int LeastWarmUps = 2;
    private const int MostWarmUps = 10;

    /// <summary>The part of the time for which the compiler may still optimise what runs: that costs more processor than the tracing does.</summary>
    private const double CompilingPart = 0.01;

    internal static async Task<ResultTable> MeasureAsync(string id, string title, int rounds, params LoadVariant[] variants)
    {
        var results = variants.ToDictionary(variant => variant, _ => new List<LoadFigures>());
        await WarmUpAsync(id, Math.Min(MostWarmUps, LeastWarmUps * rounds), variants);
        for (var round = 0; round < rounds; round++)
        {
            // Backwards every other time: a broker's mood changes slowly.
            foreach (var variant in round % 2 == 0 ? variants : variants.Reverse())
            {
                var figures = await variant.MeasureAsync();
                results[variant].Add(figures);
                Console.WriteLine($"  {id}, round {round + 1} of {rounds}: {variant.Name}: {Figures.Text(figures.Rate)} messages/s");
            }
        }

        return new ResultTable(id, title, [.. LoadFigures.Columns, RateRatio], [.. variants.Select(variant => new ResultRow(
            variant.Name,
            [
                .. Enumerable.Range(0, LoadFigures.Columns.Count).Select(column => Median(results[variant].Select(round => round.Values[column]))),
                RatioOf(variant),
            ]))]);

        // By round: the broker is faster in some than in others.
        double? RatioOf(LoadVariant variant) => variants.FirstOrDefault(other => other.Name == variant.Against) is { } bare
            ? Median(results[variant].Zip(results[bare], (ours, theirs) => (double?)(ours.Rate / theirs.Rate)))
            : null;
    }

    private static async Task WarmUpAsync(string id, int atMost, LoadVariant[] variants)
    {
        for (var round = 1; round <= atMost; round++)
        {
            var compiled = JitInfo.GetCompilationTime();
            var clock = Stopwatch.StartNew();
            foreach (var variant in variants)
            {
                await variant.MeasureAsync();
            }

            var part = (JitInfo.GetCompilationTime() - compiled) / clock.Elapsed;
            Console.WriteLine($"  {id}, warming up: the compiler took {part:P1} of the time");
            if (round >= LeastWarmUps && part < CompilingPart)
            {
                return;
            }
        }
    }

    private static double? Median(IEnumerable<double?> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted[sorted.Length / 2] is { } median ? Math.Round(median, 2) : null;
    }
}
