using System.Diagnostics;

namespace Waybill.Benchmarks.Micro;

/// <summary>A piece of work that is measured in turn with others.</summary>
/// <param name="name">What it is.</param>
/// <param name="work">Is done once in a round.</param>
/// <param name="rounds">How often it will be measured.</param>
/// <param name="spans">How many spans one round is about.</param>
internal sealed class Measured(string name, Action work, int rounds, int spans)
{
    private readonly double[] times = new double[rounds];
    private bool isSorted;

    internal string Name => name;

    internal Action Work => work;

    /// <summary>Bytes a span, in the best round: now and then a round meets something that is not its own.</summary>
    internal long Bytes { get; private set; } = long.MaxValue;

    internal void Measure(int round)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        work();
        times[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / spans;
        Bytes = Math.Min(Bytes, (GC.GetAllocatedBytesForCurrentThread() - before + spans - 1) / spans);
    }

    internal double At(double share)
    {
        if (!isSorted)
        {
            Array.Sort(times);
            isSorted = true;
        }

        return times[(int)(times.Length * share)];
    }
}
