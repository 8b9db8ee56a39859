using Waybill.Conformance.Tests.Gaps;
using Waybill.Conformance.Tests.Matching;
using Waybill.Conformance.Tests.Schema;

namespace Waybill.Conformance.Tests.Running;

/// <summary>What became of a case.</summary>
/// <param name="Vector">The case.</param>
/// <param name="Differences">None when all is as expected.</param>
/// <param name="Gap">The known gap that is about it; null when it has to pass.</param>
internal sealed record CaseResult(Vector Vector, IReadOnlyList<Difference> Differences, KnownGap? Gap)
{
    public bool IsAsExpected => Differences.Count == 0;

    /// <summary>Counted neither as passed nor as failed.</summary>
    public bool IsGap => Gap is not null && (Gap.Whole || !IsAsExpected);
}
