using System.Reflection;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks.Micro;

/// <summary>Runs classes of benchmarks and takes medians and bytes from them.</summary>
internal static class MicroTables
{
    internal const string Nanoseconds = "ns";
    internal const string BytesColumn = "B";

    private static readonly string[] Columns = [Nanoseconds, BytesColumn, "of the first"];

    internal static ResultTable Run<T>(string id, string title, bool isQuick)
    {
        var summary = BenchmarkRunner.Run<T>(new SpeedConfig(isQuick));
        if (summary.Reports.Length == 0 || summary.Reports.Any(report => report.ResultStatistics is null))
        {
            throw new InvalidOperationException($"Benchmarks of {typeof(T).Name} have failed; run them in a debugger, for they print nothing.");
        }

        var first = Median(summary.Reports[0]);
        return new ResultTable(id, title, Columns, [.. summary.Reports.Select(report => new ResultRow(
            Name(report.BenchmarkCase), [Math.Round(Median(report), 1), Bytes(report), Math.Round(Median(report) / first, 2)]))]);
    }

    internal static double Median(BenchmarkReport report) => report.ResultStatistics?.Median ?? double.NaN;

    internal static double Bytes(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? double.NaN;

    internal static string Name(BenchmarkCase benchmark) =>
        benchmark.Descriptor.WorkloadMethod.GetCustomAttribute<BenchmarkAttribute>()?.Description ?? benchmark.Descriptor.WorkloadMethod.Name;
}
