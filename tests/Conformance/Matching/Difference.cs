namespace Waybill.Conformance.Tests.Matching;

/// <summary>Where a case and what was seen part.</summary>
internal sealed record Difference(string Path, string Expected, string? Actual)
{
    public override string ToString() => $"{Path}: expected {Expected}, actual {(Actual is null ? "nothing" : $"'{Actual}'")}";
}
