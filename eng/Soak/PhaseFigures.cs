namespace Waybill.Soak;

/// <summary>Of one part of the run.</summary>
/// <param name="Median">Of a caller's time for one span, in microseconds.</param>
/// <param name="Percentile99">The same, 99 of 100 take less.</param>
/// <param name="Longest">The same, the longest of all.</param>
/// <param name="WorkingSet">Of the process at the end of the part, in bytes.</param>
/// <param name="MostWorkingSet">The most during the part, in bytes.</param>
internal sealed record PhaseFigures(double Median, double Percentile99, double Longest, long WorkingSet, long MostWorkingSet);
