using Waybill.Conformance.Tests.Checks;
using Waybill.Conformance.Tests.Gaps;
using Waybill.Conformance.Tests.Matching;
using Waybill.Conformance.Tests.Schema;

namespace Waybill.Conformance.Tests.Running;

/// <summary>A file's cases, each evaluated once, when it is asked for. One after the other: the tracer is one per process.</summary>
internal sealed class Suite
{
    private readonly Dictionary<string, Vector> vectors;
    private readonly Dictionary<string, CaseResult> results = [];

    public Suite(string path)
    {
        Vectors = VectorFile.Load(path);
        vectors = Vectors.ToDictionary(vector => vector.Id);
    }

    public IReadOnlyList<Vector> Vectors { get; }

    public async Task<CaseResult> ResultOfAsync(string id)
    {
        if (!results.TryGetValue(id, out var result))
        {
            var vector = vectors[id];
            results[id] = result = new CaseResult(vector, await EvaluateAsync(vector), KnownGaps.Default.Of(vector));
        }

        return result;
    }

    public async Task<IReadOnlyList<CaseResult>> ResultsAsync()
    {
        List<CaseResult> all = [];
        foreach (var vector in Vectors)
        {
            all.Add(await ResultOfAsync(vector.Id));
        }

        return all;
    }

    /// <summary>A case that cannot be read or that throws has failed; the others still run.</summary>
    private async Task<IReadOnlyList<Difference>> EvaluateAsync(Vector vector)
    {
        try
        {
            return vector.Kind == Vector.W3CRequest
                ? await TraceContextCheck.EvaluateAsync(vector, vectors.GetValueOrDefault)
                : await CaseCheck.EvaluateAsync(vector);
        }
        catch (Exception exception)
        {
            return [new Difference("case", "no exception", exception.ToString())];
        }
    }
}
