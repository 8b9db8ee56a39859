using Waybill.LocalAgent.Insight;

namespace Waybill.LocalAgent.Api;

/// <summary>What <c>/api/search</c> answers.</summary>
/// <param name="Traces">The newest first.</param>
/// <param name="Next">Give it as <c>before</c> to go on behind the last; 0 when there is no more.</param>
/// <param name="Kept">How many traces there are, wanted or not.</param>
internal sealed record SearchResult(IReadOnlyList<TraceSummary> Traces, long Next, int Kept);
