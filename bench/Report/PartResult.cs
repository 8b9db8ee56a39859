namespace Waybill.Benchmarks.Report;

/// <summary>What one run of one part has found: the content of a results' file.</summary>
/// <param name="Part">The part's name.</param>
/// <param name="Date">When it began, in UTC.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="IsQuick">Whether it was the short form, whose figures are no more than a hint.</param>
/// <param name="Tables">The figures.</param>
public sealed record PartResult(string Part, DateTime Date, double Seconds, MachineFacts Machine, bool IsQuick, IReadOnlyList<ResultTable> Tables);
