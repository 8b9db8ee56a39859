namespace Waybill.Benchmarks.Report;

/// <summary>A bar of a chart: as long as its nanoseconds are many.</summary>
internal sealed record Bar(string Name, double Nanoseconds, double Bytes, BarKind Kind);
