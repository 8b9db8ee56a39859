using System.Globalization;

namespace Waybill.Benchmarks.Report;

/// <summary>What a run says about a goal.</summary>
internal sealed record GoalOutcome(Goal Goal, double? Figure, bool IsMet)
{
    internal string Verdict => Figure is null ? "not measured" : IsMet ? "met" : "MISSED";

    internal string Wanted => string.Create(
        CultureInfo.InvariantCulture, $"{(Goal.IsAtLeast ? "at least" : "at most")} {Goal.Limit:#,0.##} {Goal.Unit}");

    internal string Measured => Figure is null ? "" : $"{Figures.Text(Figure)} {Goal.Unit}";

    public override string ToString() => $"{Verdict}: {Goal.Text}: {Measured} (wanted: {Wanted})";
}
