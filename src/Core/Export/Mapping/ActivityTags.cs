using System.Diagnostics;
using System.Runtime.CompilerServices;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Mapping;

/// <summary>An ended Activity whose tags can be asked for by name at little cost: most names that are asked for are not there.</summary>
internal readonly struct ActivityTags
{
    private readonly ulong names;

    internal ActivityTags(Activity activity)
        : this(activity, NamesOf(activity))
    {
    }

    /// <param name="activity">The Activity.</param>
    /// <param name="names">What <see cref="NamesOf"/> said of it.</param>
    internal ActivityTags(Activity activity, ulong names)
    {
        Activity = activity;
        this.names = names;
    }

    internal Activity Activity { get; }

    internal ActivityKind Kind => Activity.Kind;

    internal string OperationName => Activity.OperationName;

    internal string DisplayName => Activity.DisplayName;

    /// <summary>False when no tag is one of those that are a field of the span.</summary>
    internal bool MayHaveFields =>
        (names & (BitOf(SpanTags.OperationName) | BitOf(SpanTags.ResourceName) | BitOf(SpanTags.ServiceName) | BitOf(SpanTags.SpanType))) != 0;

    /// <summary>One bit for each name, of 64: a bit that is not set says that no tag has a name like that.</summary>
    internal static ulong NamesOf(Activity activity)
    {
        var names = 0UL;
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            names |= BitOf(tag.Key);
        }

        return names;
    }

    /// <summary>The tag's text; null when it has none, or an empty one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the bit of a constant is then one too
    internal string? Text(string name) => (names & BitOf(name)) == 0 ? null : Find(Activity, name);

    private static string? Find(Activity activity, string name) => activity.GetTagItem(name) is string { Length: > 0 } text ? text : null;

    /// <summary>By length, first and last character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BitOf(string? name) => string.IsNullOrEmpty(name) ? 1 : 1UL << (int)((uint)(name.Length + (name[0] << 8) + (name[^1] << 16)) * 0x9E37_79B1 >> 26);
}
