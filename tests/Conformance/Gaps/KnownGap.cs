using System.IO.Enumeration;
using Waybill.Conformance.Tests.Schema;

namespace Waybill.Conformance.Tests.Gaps;

/// <summary>Cases that are known not to pass, by one pattern. Of id, kind and setting those that are given must fit.</summary>
internal sealed record KnownGap
{
    /// <summary>Why they do not pass, and what will serve them.</summary>
    public required string Reason { get; init; }

    /// <summary>How many of the vectors in this folder it is about.</summary>
    public required int Count { get; init; }

    /// <summary>Their ids, with <c>*</c> for any text.</summary>
    public string Id { get; init; } = "*";

    /// <summary>Their kind; null is any.</summary>
    public string? Kind { get; init; }

    /// <summary>A setting that they have, with <c>*</c> for any text; null is none in particular.</summary>
    public string? Setting { get; init; }

    /// <summary>True for cases that say of themselves that upstream contradicts itself.</summary>
    public bool Contested { get; init; }

    /// <summary>True when a whole feature is not there: what passes without it passes by chance, and is not counted as passing.</summary>
    public bool Whole { get; init; }

    public bool IsAbout(Vector vector) =>
        Fits(Id, vector.Id)
        && (Kind is null || Kind == vector.Kind)
        && (Setting is null || vector.Settings.Keys.Any(name => Fits(Setting, name)))
        && (!Contested || vector.IsContested);

    private static bool Fits(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);

    public override string ToString() => string.Join(
        ' ',
        new[] { Id == "*" ? null : Id, Kind is null ? null : $"kind {Kind}", Setting is null ? null : $"setting {Setting}", Contested ? "contested" : null }.OfType<string>());
}
