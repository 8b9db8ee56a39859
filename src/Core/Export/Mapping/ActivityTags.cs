using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Waybill.Core.Export.Mapping;

/// <summary>
/// The tags of an ended Activity, asked for by name at little cost: most names that are asked for are not there. It notes what was asked for: while
/// those tags are the same, so is what was made of them.
/// </summary>
internal ref struct ActivityTags
{
    private readonly ulong names;

    /// <param name="activity">The Activity.</param>
    /// <param name="names">What <see cref="NamesOf"/> says of it.</param>
    internal ActivityTags(Activity activity, ulong names)
    {
        Activity = activity;
        this.names = names;
    }

    internal Activity Activity { get; }

    /// <summary>The bits of all names that were asked for.</summary>
    internal ulong Asked { get; private set; }

    /// <summary>The bits of all names.</summary>
    internal static ulong NamesOf(Activity activity)
    {
        var names = 0UL;
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            names |= BitOf(tag.Key);
        }

        return names;
    }

    /// <summary>One bit of 64 for a name: a bit that is not set says that no tag has a name like that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the bit of a constant is then one too
    internal static ulong BitOf(string? name) => 1UL << GroupOf(name);

    /// <summary>From 0 to 63, by length, first and last character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int GroupOf(string? name) =>
        string.IsNullOrEmpty(name) ? 0 : (int)((uint)(name.Length + (name[0] << 8) + (name[^1] << 16)) * 0x9E37_79B1 >> 26);

    /// <summary>The tag's text; null when it has none, or an empty one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal string? Text(string name)
    {
        Asked |= BitOf(name);
        return (names & BitOf(name)) == 0 ? null : Find(Activity, name);
    }

    private static string? Find(Activity activity, string name) => activity.GetTagItem(name) is string { Length: > 0 } text ? text : null;
}
