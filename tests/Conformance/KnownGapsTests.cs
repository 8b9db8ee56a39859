using Waybill.Conformance.Tests.Gaps;
using Waybill.Conformance.Tests.Running;

namespace Waybill.Conformance.Tests;

public class KnownGapsTests
{
    /// <summary>A gap is about as many cases as it says; what passes comes off the list.</summary>
    [Fact]
    public async Task Each_gap_is_counted_right_and_still_one()
    {
        var results = await VectorSuites.ResultsAsync();
        var wrong = KnownGaps.Default.All.Select(gap => Complaint(gap, [.. results.Where(result => result.Gap == gap)])).OfType<string>().ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Each_gap_has_a_pattern_and_a_reason() => Assert.All(KnownGaps.Default.All, gap =>
    {
        Assert.NotEqual("", gap.ToString());
        Assert.False(string.IsNullOrWhiteSpace(gap.Reason));
    });

    private static string? Complaint(KnownGap gap, IReadOnlyList<CaseResult> about)
    {
        var (open, passing) = (Ids(about, result => result.IsGap), Ids(about, result => result.IsAsExpected));
        return about.Count == 0 ? $"{gap}: no case is like that: take it off the list."
            : passing.Length == about.Count && !gap.Contested ? $"{gap}: all of its {about.Count} cases pass now: take it off the list."
            : open.Length < gap.Count ? $"{gap}: {open.Length} of {gap.Count} cases are left; take off the list what passes: {string.Join(", ", passing)}."
            : open.Length > gap.Count ? $"{gap}: the list says {gap.Count} cases, there are {open.Length}: {string.Join(", ", open)}."
            : null;
    }

    private static string[] Ids(IReadOnlyList<CaseResult> results, Func<CaseResult, bool> are) =>
        [.. results.Where(are).Select(result => result.Vector.Id)];
}
