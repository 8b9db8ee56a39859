using Waybill.Conformance.Tests.Running;
using Waybill.Conformance.Tests.Schema;

namespace Waybill.Conformance.Tests;

/// <summary>The vectors in this folder, shared by all tests, so that each case runs once.</summary>
internal static class VectorSuites
{
    public const string PropagationFile = "vectors/propagation.json";
    public const string TraceContextFile = "vectors/w3c-trace-context.json";

    public static Suite Propagation { get; } = new(VectorFile.Beside(PropagationFile));

    public static Suite TraceContext { get; } = new(VectorFile.Beside(TraceContextFile));

    public static async Task<IReadOnlyList<CaseResult>> ResultsAsync() => [.. await Propagation.ResultsAsync(), .. await TraceContext.ResultsAsync()];
}
