using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks.Throughput;

/// <summary>Measures variants in turn, several rounds of each; the medians count.</summary>
internal static class LoadTable
{
    internal static async Task<ResultTable> MeasureAsync(string id, string title, int rounds, params LoadVariant[] variants)
    {
        var results = variants.ToDictionary(variant => variant, _ => new List<LoadFigures>());
        for (var round = -1; round < rounds; round++)
        {
            // Backwards every other time: a broker's mood changes slowly.
            foreach (var variant in round % 2 == 0 ? variants : variants.Reverse())
            {
                var figures = await variant.MeasureAsync();
                if (round >= 0) // the first warms up
                {
                    results[variant].Add(figures);
                    Console.WriteLine($"  {id}, round {round + 1} of {rounds}: {variant.Name}: {Figures.Text(figures.Rate)} messages/s");
                }
            }
        }

        return new ResultTable(id, title, LoadFigures.Columns, [.. variants.Select(variant => new ResultRow(variant.Name, Medians(results[variant])))]);
    }

    private static double?[] Medians(List<LoadFigures> rounds) =>
        [.. Enumerable.Range(0, LoadFigures.Columns.Count).Select(column => Median(rounds.Select(round => round.Values[column])))];

    private static double? Median(IEnumerable<double?> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted[sorted.Length / 2] is { } median ? Math.Round(median, 2) : null;
    }
}
