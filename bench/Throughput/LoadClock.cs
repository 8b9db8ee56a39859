using System.Diagnostics;

namespace Waybill.Benchmarks.Throughput;

/// <summary>Takes the time, the processor's time and the bytes of one round.</summary>
internal sealed class LoadClock
{
    private readonly Stopwatch clock;
    private readonly long allocated;
    private readonly TimeSpan worked;

    private LoadClock()
    {
        GC.Collect();
        allocated = GC.GetTotalAllocatedBytes();
        worked = Environment.CpuUsage.TotalTime;
        clock = Stopwatch.StartNew();
    }

    internal static LoadClock Start() => new();

    internal LoadFigures Stop(int messages, Latencies latencies)
    {
        var elapsed = clock.Elapsed;
        var processor = Environment.CpuUsage.TotalTime - worked;
        var bytes = GC.GetTotalAllocatedBytes() - allocated;
        var percentiles = latencies.At(0.5, 0.99, 0.999);
        return new LoadFigures(
            messages / elapsed.TotalSeconds,
            percentiles[0],
            percentiles[1],
            percentiles[2],
            processor.TotalMicroseconds / messages,
            bytes / (double)messages);
    }
}
