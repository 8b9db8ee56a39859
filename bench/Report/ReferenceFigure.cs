namespace Waybill.Benchmarks.Report;

/// <summary>A figure of another machine.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Nanoseconds">How long it took there.</param>
/// <param name="Bytes">What it allocated there; null when that is not known.</param>
/// <param name="Table">The table in which this run has something like it.</param>
/// <param name="Row">Its row.</param>
/// <param name="IsSame">Whether this run measures the very same thing, so that the two machines can be compared.</param>
internal sealed record ReferenceFigure(string Name, double Nanoseconds, double? Bytes, string Table, string Row, bool IsSame);
