using Waybill.Conformance.Tests.Running;

namespace Waybill.Conformance.Tests;

public class ConformanceTests
{
    public static IEnumerable<TheoryDataRow<string>> PropagationCases => CasesOf(VectorSuites.Propagation);

    public static IEnumerable<TheoryDataRow<string>> TraceContextCases => CasesOf(VectorSuites.TraceContext);

    [Theory]
    [MemberData(nameof(PropagationCases))]
    public Task Propagation(string id) => CheckAsync(VectorSuites.Propagation, id);

    [Theory]
    [MemberData(nameof(TraceContextCases))]
    public Task TraceContext(string id) => CheckAsync(VectorSuites.TraceContext, id);

    private static async Task CheckAsync(Suite suite, string id)
    {
        var result = await suite.ResultOfAsync(id);
        Assert.SkipWhen(result.IsGap, $"Known gap: {result.Gap?.Reason}");
        Assert.True(result.IsAsExpected, string.Join('\n', result.Differences));
    }

    private static IEnumerable<TheoryDataRow<string>> CasesOf(Suite suite) =>
        suite.Vectors.Select(vector => new TheoryDataRow<string>(vector.Id) { TestDisplayName = vector.Id });
}
