using System.Diagnostics;

namespace Waybill.Benchmarks.Throughput;

/// <summary>How long each of many calls took, of several threads at once.</summary>
/// <param name="capacity">The most calls; what is beyond is not kept.</param>
internal sealed class Latencies(int capacity)
{
    private readonly long[] ticks = new long[capacity];
    private int count;

    internal void Add(long started)
    {
        var taken = Stopwatch.GetTimestamp() - started;
        var index = Interlocked.Increment(ref count) - 1;
        if (index < ticks.Length)
        {
            ticks[index] = taken;
        }
    }

    /// <summary>For the next round.</summary>
    internal void Clear() => count = 0;

    /// <returns>Microseconds; so large a share of the calls took no longer.</returns>
    internal double[] At(params ReadOnlySpan<double> shares)
    {
        var kept = Math.Min(count, ticks.Length);
        Array.Sort(ticks, 0, kept);
        var values = new double[shares.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            values[i] = kept == 0 ? double.NaN : ticks[Math.Min(kept - 1, (int)(kept * shares[i]))] * 1e6 / Stopwatch.Frequency;
        }

        return values;
    }
}
