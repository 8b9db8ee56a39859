using System.Globalization;
using BenchmarkDotNet.EventProcessors;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks.Micro;

/// <summary>A line for each benchmark that has ended.</summary>
internal sealed class BenchmarkProgress(TextWriter output) : EventProcessor
{
    public override void OnEndRunBenchmark(BenchmarkCase benchmarkCase, BenchmarkReport report) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {MicroTables.Name(benchmarkCase)}: {Figures.Text(MicroTables.Median(report))} ns, {Figures.Text(MicroTables.Bytes(report))} B"));
}
