using System.Diagnostics;

namespace Waybill.Soak;

/// <summary>How long callers took, in tenths of a microsecond, in memory of a fixed size.</summary>
internal sealed class Latencies
{
    private readonly long[] counts = new long[100_001]; // the last is for all that took longer than 10 ms
    private long longest;

    internal void Add(long started)
    {
        var ticks = Stopwatch.GetElapsedTime(started).Ticks; // of 100 ns
        counts[Math.Min(ticks, counts.Length - 1)]++;
        longest = Math.Max(longest, ticks);
    }

    /// <summary>In microseconds.</summary>
    internal double Percentile(double percent)
    {
        var left = (long)(counts.Sum() * percent / 100);
        for (var tenths = 0; tenths < counts.Length; tenths++)
        {
            left -= counts[tenths];
            if (left < 0)
            {
                return tenths / 10.0;
            }
        }

        return Longest;
    }

    internal double Longest => longest / 10.0;
}
