namespace Waybill.Benchmarks.Throughput;

/// <summary>What one round of load has cost.</summary>
/// <param name="Rate">Messages a second.</param>
/// <param name="Median">Of the caller's microseconds for one message.</param>
/// <param name="Percentile99">The same; 99 of 100 take less.</param>
/// <param name="Percentile999">The same; 999 of 1,000 take less.</param>
/// <param name="Processor">Microseconds of this process's processor time for a message.</param>
/// <param name="Bytes">Allocated for a message by the whole process.</param>
internal sealed record LoadFigures(double Rate, double Median, double Percentile99, double Percentile999, double Processor, double Bytes)
{
    internal static readonly IReadOnlyList<string> Columns = ["messages/s", "p50 µs", "p99 µs", "p99.9 µs", "processor µs", "B", "spans dropped %"];

    /// <summary>Of the spans that ended, in per cent; null when there were none.</summary>
    internal double? Dropped { get; init; }

    internal double?[] Values => [Rate, Median, Percentile99, Percentile999, Processor, Bytes, Dropped];
}
