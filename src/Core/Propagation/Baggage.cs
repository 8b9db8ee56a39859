using System.Diagnostics.CodeAnalysis;

namespace Waybill.Core;

/// <summary>Names and values that travel with a trace, for the program's own use. Immutable; what is current is current on this flow.</summary>
/// <remarks>
/// The shape of OpenTelemetry's Baggage. Names are case-sensitive and keep their order. What is sent is visible to every service behind, so
/// put nothing secret into it.
/// </remarks>
[SuppressMessage("Naming", "CA1724", Justification = "The name by which everyone knows it.")]
public readonly struct Baggage : IEquatable<Baggage>
{
    private static readonly AsyncLocal<KeyValuePair<string, string>[]?> Flow = new();

    private readonly KeyValuePair<string, string>[]? items;

    private Baggage(KeyValuePair<string, string>[] items) => this.items = items;

    /// <summary>The baggage of this flow; empty at first.</summary>
    public static Baggage Current
    {
        get => Flow.Value is { } items ? new Baggage(items) : default;
        set
        {
            if (Flow.Value != value.items)
            {
                Flow.Value = value.items;
            }
        }
    }

    /// <summary>How many items there are.</summary>
    public int Count => items?.Length ?? 0;

    internal ReadOnlySpan<KeyValuePair<string, string>> AsSpan() => items;

    /// <summary>Baggage with these items; of two with the same name the last one counts.</summary>
    public static Baggage Create(IEnumerable<KeyValuePair<string, string>> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        OrderedDictionary<string, string> byName = [];
        foreach (var (name, value) in items)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
            byName[name] = value;
        }

        return byName.Count == 0 ? default : new Baggage([.. byName.Where(item => !string.IsNullOrEmpty(item.Value))]);
    }

    /// <summary>Sets an item of the current baggage, or of the one that is given, and makes the result current.</summary>
    public static Baggage SetBaggage(string name, string? value, Baggage baggage = default) =>
        Current = (baggage.items is null ? Current : baggage).SetBaggage(name, value);

    /// <summary>A value of the current baggage, or of the one that is given; null when there is none.</summary>
    public static string? GetBaggage(string name, Baggage baggage = default) => (baggage.items is null ? Current : baggage).GetBaggage(name);

    /// <summary>Takes an item out of the current baggage, or of the one that is given, and makes the result current.</summary>
    public static Baggage RemoveBaggage(string name, Baggage baggage = default) =>
        Current = (baggage.items is null ? Current : baggage).RemoveBaggage(name);

    /// <summary>Makes empty baggage current.</summary>
    public static Baggage ClearBaggage(Baggage baggage = default)
    {
        _ = baggage; // OpenTelemetry's signature
        return Current = default;
    }

    /// <summary>All items, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> GetBaggage() => items ?? [];

    /// <summary>A value; null when there is none of that name.</summary>
    public string? GetBaggage(string name) => IndexOf(name) is var index and >= 0 ? items![index].Value : null;

    /// <summary>With this item; null or empty takes it out.</summary>
    public Baggage SetBaggage(string name, string? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (string.IsNullOrEmpty(value))
        {
            return RemoveBaggage(name);
        }

        KeyValuePair<string, string> item = new(name, value);
        var index = IndexOf(name);
        return new Baggage(index < 0 ? [.. items ?? [], item] : [.. items![..index], item, .. items[(index + 1)..]]);
    }

    /// <summary>Without this item.</summary>
    public Baggage RemoveBaggage(string name) =>
        IndexOf(name) is var index and >= 0 ? new Baggage([.. items![..index], .. items[(index + 1)..]]) : this;

    /// <summary>Without any item.</summary>
    public Baggage ClearBaggage() => default;

    /// <inheritdoc/>
    public bool Equals(Baggage other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Baggage other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    /// <summary>Whether both have the same items in the same order.</summary>
    public static bool operator ==(Baggage left, Baggage right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Baggage left, Baggage right) => !left.Equals(right);

    private int IndexOf(string name) => Array.FindIndex(items ?? [], item => item.Key == name);
}
