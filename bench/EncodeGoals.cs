using BenchmarkDotNet.Reports;

namespace Waybill.Benchmarks;

/// <summary>What is wanted of the encoder: at most 150 ns and 0 B for a span of eight tags.</summary>
internal static class EncodeGoals
{
    private const double MaxNanoseconds = 150;

    internal static bool Check(Summary summary)
    {
        SpeedGoals goals = new(Console.Out);
        goals.Print(summary);
        goals.Check(summary, nameof(EncodeBenchmarks.Messages), maxRatio: null, maxBytes: 0, MaxNanoseconds);
        goals.Check(summary, nameof(EncodeBenchmarks.Others), maxRatio: null, maxBytes: 0, MaxNanoseconds);
        return goals.AllMet;
    }
}
