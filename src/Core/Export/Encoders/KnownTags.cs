using System.Diagnostics;
using Waybill.Core.Export.Mapping;

namespace Waybill.Core.Export.Encoders;

/// <summary>
/// The tags of the last span of a kind: their names, and the texts that are the same for each, encoded. Spans of one kind mostly have the same
/// tags in the same order, with texts that are the same objects; then only the values that vary are left to be encoded.
/// </summary>
internal sealed class KnownTags
{
    /// <summary>A longer text is taken for one that varies.</summary>
    private const int MaxText = 256;

    private readonly MessagePackWriter encoded = new(capacity: 512);
    private Known[] tags = new Known[16];
    private VaryingTag[] varying = new VaryingTag[16];
    private int count;
    private int varyingCount;
    private bool areNamesDue;

    /// <summary>What a comparison found.</summary>
    internal enum Difference
    {
        /// <summary>None but in values that vary.</summary>
        None,

        /// <summary>In values that vary and that decide what Datadog calls the span.</summary>
        Names,

        /// <summary>In what was taken for the same: the tags are to be learnt anew.</summary>
        Tags,
    }

    /// <summary>How many tags are in <see cref="Encoded"/> with their values.</summary>
    internal int ConstantCount { get; private set; }

    /// <summary>The tags in their order: name and value, but of those that vary the name alone.</summary>
    internal ReadOnlySpan<byte> Encoded => encoded.Written;

    /// <summary>The tags that vary, in their order.</summary>
    internal Span<VaryingTag> Varying => varying.AsSpan(0, varyingCount);

    /// <summary>See <see cref="ActivityTags.NamesOf"/>.</summary>
    internal ulong Names { get; private set; }

    /// <summary>Characters and bytes, about.</summary>
    internal int Size { get; private set; }

    /// <summary>Compares with a span, and takes over its values that vary.</summary>
    internal Difference Compare(Activity span)
    {
        var index = 0;
        var at = 0;
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            if (index == count)
            {
                return DifferentTags(at);
            }

            ref var known = ref tags[index++];
            if (!IsSame(known.Name, tag.Key))
            {
                return DifferentTags(at);
            }

            if (known.Varies)
            {
                varying[at++].Value = tag.Value;
                if (known.IsAskedFor && !IsSame(known.Text, tag.Value as string))
                {
                    known.Text = tag.Value as string;
                    Size = Math.Max(Size, known.Text?.Length ?? 0);
                    areNamesDue = true;
                }
            }
            else if (!ReferenceEquals(known.Text, tag.Value) && !IsSame(known.Text, tag.Value as string))
            {
                return DifferentTags(at);
            }
        }

        if (index != count)
        {
            return DifferentTags(at);
        }

        var difference = areNamesDue ? Difference.Names : Difference.None;
        areNamesDue = false;
        return difference;
    }

    /// <summary>Learns the tags of a span. One whose text is another than before varies from now on.</summary>
    /// <param name="span">The span.</param>
    /// <param name="asked">Bits of the names that decide what Datadog calls the span.</param>
    /// <param name="system">The broker's system where the span is one of messages, for which Datadog has other names for some; else null.</param>
    internal void Learn(Activity span, ulong asked, string? system)
    {
        encoded.Truncate(0);
        ConstantCount = 0;
        var index = 0;
        varyingCount = 0;
        areNamesDue = false;
        Size = 0;
        Names = 0;
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            if (index == tags.Length)
            {
                Array.Resize(ref tags, index * 2);
                Array.Resize(ref varying, index * 2);
            }

            ref var known = ref tags[index];
            var text = tag.Value as string;
            var bit = ActivityTags.BitOf(tag.Key);
            var isAskedFor = (bit & asked) != 0;
            var varies = text is null or { Length: > MaxText } || (index < count && known.Name == tag.Key && (known.Varies || known.Text != text));
            known = new Known { Name = tag.Key, Text = varies && !isAskedFor ? null : text, Varies = varies, IsAskedFor = isAskedFor };
            Add(tag.Key, tag.Value, DatadogTags.FormOf(tag.Key, system), varies);
            Names |= bit;
            Size += (known.Name?.Length ?? 0) + (known.Text?.Length ?? 0);
            index++;
        }

        count = index;
        Size += encoded.Length;
    }

    /// <summary>Holds no values of a span that is not encoded by this.</summary>
    private Difference DifferentTags(int taken)
    {
        foreach (ref var tag in varying.AsSpan(0, taken))
        {
            tag.Value = null;
        }

        return Difference.Tags;
    }

    private void Add(string? name, object? value, TagForm form, bool varies)
    {
        if (varies)
        {
            var start = encoded.Length;
            encoded.WriteString(TextLimits.Cut(name, TextLimits.Key));
            varying[varyingCount++] = new VaryingTag { Start = start, End = encoded.Length, Form = form, Value = value };
        }
        else
        {
            ConstantCount += DatadogTags.Write(encoded, form, value, out var isWhole);
            ConstantCount += isWhole || form is TagForm.Field or TagForm.Nameless ? 0 : TagWriter.Write(encoded, name!, (string?)value);
        }
    }

    private static bool IsSame(string? known, string? text) => ReferenceEquals(known, text) || (known is not null && text is not null && known == text);

    private struct Known
    {
        internal string? Name;

        /// <summary>Its text, where that does not vary, or decides what Datadog calls the span.</summary>
        internal string? Text;
        internal bool Varies;
        internal bool IsAskedFor;
    }
}
