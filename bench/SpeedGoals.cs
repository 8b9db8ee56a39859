using System.Globalization;
using BenchmarkDotNet.Reports;

namespace Waybill.Benchmarks;

/// <summary>Prints medians with their ratio to the baseline of the same run, and says whether what is wanted is met.</summary>
internal sealed class SpeedGoals(TextWriter output)
{
    internal bool AllMet { get; private set; } = true;

    internal void Print(Summary summary)
    {
        Line($"\n| {summary.BenchmarksCases[0].Descriptor.Type.Name} | median ns | ratio | bytes |\n|---|--:|--:|--:|");
        foreach (var report in summary.Reports)
        {
            Line($"| {Name(report)} | {Median(report):F1} | {Median(report) / Baseline(summary):F2} | {Bytes(report)} |");
        }
    }

    internal void Check(Summary summary, string name, double? maxRatio, long maxBytes)
    {
        var report = summary.Reports.Single(report => Name(report) == name);
        var ratio = Median(report) / Baseline(summary);
        var isMet = !(ratio > maxRatio) && Bytes(report) <= maxBytes;
        AllMet &= isMet;
        var wantedRatio = maxRatio is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{ratio:F2} of the floor (wanted: {maxRatio:F1}), ");
        Line($"{(isMet ? "MET" : "MISSED")} {name}: {wantedRatio}{Bytes(report)} B (wanted: {maxBytes})");
    }

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static double Baseline(Summary summary) => Median(summary.Reports.Single(report => report.BenchmarkCase.Descriptor.Baseline));

    private static double Median(BenchmarkReport report) => report.ResultStatistics?.Median ?? double.NaN;

    private static long Bytes(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? long.MaxValue;

    private static string Name(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
}
