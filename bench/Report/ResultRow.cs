namespace Waybill.Benchmarks.Report;

/// <summary>One line of a table: what was measured, and a figure for each column; null where there is none.</summary>
public sealed record ResultRow(string Name, IReadOnlyList<double?> Values);
