using System.Diagnostics;

namespace Waybill.Core.Export;

/// <summary>An ended Activity whose tags can be asked for by name at little cost: most names that are asked for are not there.</summary>
internal readonly struct ActivityTags
{
    private readonly ulong names;

    internal ActivityTags(Activity activity)
    {
        Activity = activity;
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            names |= BitOf(tag.Key);
        }
    }

    internal Activity Activity { get; }

    internal ActivityKind Kind => Activity.Kind;

    internal string OperationName => Activity.OperationName;

    internal string DisplayName => Activity.DisplayName;

    internal bool Has(string name) => GetTagItem(name) is not null;

    internal object? GetTagItem(string name) => (names & BitOf(name)) == 0 ? null : Activity.GetTagItem(name);

    /// <summary>The tag's text; null when it has none, or an empty one.</summary>
    internal string? Text(string name) => GetTagItem(name) is string { Length: > 0 } text ? text : null;

    /// <summary>One of 64 bits, by length and last character. A bit that is not set says that no tag has the name.</summary>
    private static ulong BitOf(string name) => name.Length == 0 ? 1 : 1UL << (name.Length + (name[^1] * 7));
}
