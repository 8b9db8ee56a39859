using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Waybill.Core.Propagation;

/// <summary>The <c>_dd.p.*</c> tags of a trace, without <c>_dd.p.tid</c>, which the trace id holds. Immutable, names compare case-insensitively.</summary>
internal sealed class PropagatedTags
{
    internal const string Prefix = "_dd.p.";
    internal const string DecisionMaker = "_dd.p.dm";
    internal const string TraceIdUpper = "_dd.p.tid";

    internal static readonly PropagatedTags Empty = new([], null);

    /// <summary>By mechanism, those of one digit: the only tag of most traces.</summary>
    private static readonly PropagatedTags[] DecisionMakers =
        [.. Enumerable.Range(0, 10).Select(mechanism => Empty!.With(DecisionMaker, string.Create(CultureInfo.InvariantCulture, $"-{mechanism}")))];

    private readonly KeyValuePair<string, string>[] items;

    internal PropagatedTags(KeyValuePair<string, string>[] items, string? error)
    {
        this.items = items;
        Error = error;
    }

    /// <summary>The tags that hold nothing but this decision maker; false when it is not one of the well-known.</summary>
    internal static bool TryGetDecisionMaker(ReadOnlySpan<byte> value, [NotNullWhen(true)] out PropagatedTags? tags)
    {
        tags = value.Length == 2 && value[0] == '-' && char.IsAsciiDigit((char)value[1]) ? DecisionMakers[value[1] - '0'] : null;
        return tags is not null;
    }

    internal IReadOnlyList<KeyValuePair<string, string>> Items => items;

    internal ReadOnlySpan<KeyValuePair<string, string>> AsSpan() => items;

    /// <summary>What was wrong with the tags that came in: the local root reports it as <c>_dd.propagation_error</c>.</summary>
    internal string? Error { get; }

    internal string? this[string name]
    {
        get
        {
            var index = IndexOf(name);
            return index < 0 ? null : items[index].Value;
        }
    }

    /// <summary>With this tag set. The decision maker stands first, as peers write it.</summary>
    internal PropagatedTags With(string name, string value)
    {
        var others = Without(name).items;
        KeyValuePair<string, string> added = new(name, value);
        return new PropagatedTags(name == DecisionMaker ? [added, .. others] : [.. others, added], Error);
    }

    internal PropagatedTags Without(string name)
    {
        var index = IndexOf(name);
        return index < 0 ? this : new PropagatedTags([.. items[..index], .. items[(index + 1)..]], Error);
    }

    internal PropagatedTags WithError(string error) => new(items, error);

    private int IndexOf(string name) =>
        Array.FindIndex(items, item => string.Equals(item.Key, name, StringComparison.OrdinalIgnoreCase));
}
