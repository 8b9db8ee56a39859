using Waybill.LocalAgent.Model;

namespace Waybill.Demo;

/// <summary>What came of the orders.</summary>
/// <param name="Orders">How many were posted.</param>
/// <param name="Traces">The trace of each order, by the order's id.</param>
/// <param name="Complete">How many traces go as far as they must, in one piece.</param>
/// <param name="Counts">What each service says of its spans.</param>
/// <param name="Problems">What is wrong, one line each; empty when all is well.</param>
internal sealed record DemoResult(
    int Orders,
    IReadOnlyDictionary<string, Trace> Traces,
    int Complete,
    IReadOnlyDictionary<string, SpanCounts> Counts,
    IReadOnlyList<string> Problems);
