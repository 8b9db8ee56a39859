using System.Text.Json;
using System.Text.Json.Serialization;
using Waybill.Conformance.Tests.Schema;

namespace Waybill.Conformance.Tests.Gaps;

/// <summary>The file <c>known-gaps.json</c>: what does not pass, under one heading for each kind of reason.</summary>
internal sealed class KnownGaps
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private KnownGaps(IReadOnlyList<KnownGap> all) => All = all;

    public static KnownGaps Default { get; } = Load(VectorFile.Beside("known-gaps.json"));

    public IReadOnlyList<KnownGap> All { get; }

    /// <summary>The first one that is about the case; null when it has to pass.</summary>
    public KnownGap? Of(Vector vector) => All.FirstOrDefault(gap => gap.IsAbout(vector));

    public static KnownGaps Load(string path) => new(
        [.. JsonSerializer.Deserialize<OrderedDictionary<string, KnownGap[]>>(File.ReadAllText(path), Form)!.SelectMany(heading => heading.Value)]);
}
