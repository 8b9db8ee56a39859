using FsCheck;
using FsCheck.Fluent;
using Waybill.Core;

namespace Waybill.Properties.Tests;

/// <summary>Makes contexts that every format can carry as far as it has fields for them, with the edges of each field among them.</summary>
internal static class TraceModels
{
    private const string TagNameCharacters = "abcdefghijklmnopqrstuvwxyzABCXYZ0189_.-";

    // Without what tracestate has to replace: ',' ';' and '~'. '=' is replaced both ways.
    private const string TextCharacters = "abcxyzABCXYZ0189 _.-=:/+!\"#$%&'()*<>?@[]^`{|}";

    private static readonly Gen<ulong> Ids = Gen.OneOf(
        Gen.Elements(1UL, 9UL, 10UL, uint.MaxValue, 1UL << 63, ulong.MaxValue - 1, ulong.MaxValue),
        ArbMap.Default.GeneratorFor<ulong>().Where(id => id != 0),
        Gen.Choose(0, int.MaxValue).Two().Select(halves => ((ulong)halves.Item1 << 33) | (uint)halves.Item2 | 1UL));

    private static readonly Gen<int?> Priorities = Gen.OneOf(
        Gen.Elements<int?>(null, -1, 0, 1, 2), Gen.Elements<int?>(int.MinValue, int.MaxValue, 7), ArbMap.Default.GeneratorFor<int>().Select(value => (int?)value));

    private static readonly Gen<string?> Origins = Gen.Frequency(
        (1, Gen.Constant<string?>(null)), (3, Text(TextCharacters, 30).Select(text => (string?)(text + "x"))));

    private static readonly Gen<KeyValuePair<string, string>> Tag =
        from name in Text(TagNameCharacters, 12)
        from value in Text(TextCharacters, 20)
        select KeyValuePair.Create($"_dd.p.x{name}", value + "x");

    /// <summary>Names are unlike each other whatever their case; a decision maker stands first.</summary>
    private static readonly Gen<IReadOnlyList<KeyValuePair<string, string>>> Tags =
        from maker in Gen.Elements<string?>(null, "-0", "-1", "-3", "-4", "934086a686-4")
        from others in Tag.ListOf()
        select (IReadOnlyList<KeyValuePair<string, string>>)[
            .. maker is null ? [] : new[] { KeyValuePair.Create("_dd.p.dm", maker) },
            .. others.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Take(10)];

    private static readonly Gen<string?> OtherTraceStates =
        from members in (from key in Text("abcxyz0189_-*/@", 12)
                         from value in Text(TextCharacters.Replace("=", "", StringComparison.Ordinal), 20)
                         select $"v{key}={value}x").ListOf()
        select members.Count == 0 ? null : string.Join(',', members.Take(31));

    internal static Arbitrary<TraceModel> All { get; } = Arb.From(
        from upper in Gen.OneOf(Gen.Constant(0UL), Ids)
        from lower in Ids
        from span in Ids
        from priority in Priorities
        from origin in Origins
        from tags in Tags
        from others in OtherTraceStates
        select new TraceModel(new TraceId128(upper, lower), span, priority, origin, tags, others),
        Shrink);

    private static IEnumerable<TraceModel> Shrink(TraceModel model)
    {
        TraceModel[] smaller =
        [
            model with { OtherTraceState = null }, model with { Origin = null }, model with { Priority = null },
            model with { TraceId = new TraceId128(0, model.TraceId.Lower) }, model with { TraceId = new TraceId128(model.TraceId.Upper, 1) },
            model with { SpanId = 1 }, model with { Origin = model.Origin?[1..] is { Length: > 0 } rest ? rest : null },
            .. model.Tags.Select(tag => model with { Tags = [.. model.Tags.Where(other => other.Key != tag.Key)] }),
        ];
        return smaller.Where(other => other != model);
    }

    private static Gen<string> Text(string characters, int maxLength) =>
        Gen.Elements(characters.ToCharArray()).ListOf().Select(list => new string([.. list.Take(maxLength)]));
}
