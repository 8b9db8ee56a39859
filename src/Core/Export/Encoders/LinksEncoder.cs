using System.Diagnostics;
using System.Globalization;
using Waybill.Core.Propagation;

namespace Waybill.Core.Export.Encoders;

/// <summary>The field <c>span_links</c> of a span.</summary>
internal static class LinksEncoder
{
    private const int MaxItems = 100;
    private const ulong FlagsAreKnown = 0x8000_0000;

    internal static bool HasAny(Activity span)
    {
        foreach (ref readonly var link in span.EnumerateLinks())
        {
            return true;
        }

        return false;
    }

    internal static void Encode(Activity span, MessagePackWriter writer)
    {
        var list = writer.BeginArray();
        var count = 0;
        foreach (ref readonly var link in span.EnumerateLinks())
        {
            Encode(link, writer);
            count++;
        }

        writer.End(list, count);
    }

    private static void Encode(in ActivityLink link, MessagePackWriter writer)
    {
        var id = TraceId128.From(link.Context.TraceId);
        var hasAttributes = HasAttributes(link);
        var state = link.Context is { IsRemote: true, TraceState: { Length: > 0 } text } ? text : null;
        var areFlagsKnown = IsPriorityKnown(link.Context, state);

        writer.WriteMapHeader(3 + (hasAttributes ? 1 : 0) + (state is null ? 0 : 1) + (areFlagsKnown ? 1 : 0));
        writer.WriteKey("trace_id"u8);
        writer.WriteUInt(id.Lower);
        writer.WriteKey("trace_id_high"u8);
        writer.WriteUInt(id.Upper);
        writer.WriteKey("span_id"u8);
        writer.WriteUInt(Hex.From(link.Context.SpanId));
        if (hasAttributes)
        {
            writer.WriteKey("attributes"u8);
            EncodeAttributes(link, writer);
        }

        if (state is not null)
        {
            writer.WriteKey("tracestate"u8);
            writer.WriteString(state);
        }

        if (areFlagsKnown)
        {
            writer.WriteKey("flags"u8);
            writer.WriteUInt(FlagsAreKnown | (link.Context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? 1UL : 0));
        }
    }

    /// <summary>A context that came in without a decision counts as recorded, as .NET has no third value; our member of its tracestate then has no priority.</summary>
    private static bool IsPriorityKnown(ActivityContext context, string? state)
    {
        if (state is null || !context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
        {
            return true;
        }

        var member = state.AsSpan();
        if (!member.StartsWith("dd=", StringComparison.Ordinal))
        {
            return true;
        }

        var end = member.IndexOf(',');
        member = end < 0 ? member[3..] : member[3..end];
        return member.StartsWith("s:", StringComparison.Ordinal) || member.Contains(";s:", StringComparison.Ordinal);
    }

    private static bool HasAttributes(in ActivityLink link)
    {
        foreach (ref readonly var tag in link.EnumerateTagObjects())
        {
            return true;
        }

        return false;
    }

    /// <summary>All values are text; an array becomes one attribute for each item, <c>key.0</c>, <c>key.1</c> and so on, to a limit.</summary>
    private static void EncodeAttributes(in ActivityLink link, MessagePackWriter writer)
    {
        var map = writer.BeginMap();
        var count = 0;
        foreach (ref readonly var tag in link.EnumerateTagObjects())
        {
            var key = TextLimits.Cut(tag.Key, TextLimits.Key);
            if (TagText.ItemsOf(tag.Value, MaxItems) is { } items)
            {
                foreach (var (index, item) in items.Index())
                {
                    writer.WriteString(string.Create(CultureInfo.InvariantCulture, $"{key}.{index}"));
                    TagWriter.WriteValue(writer, TagText.OfScalar(item) ?? "");
                    count++;
                }
            }
            else
            {
                writer.WriteString(key);
                TagWriter.WriteValue(writer, TagText.OfScalar(tag.Value) ?? "");
                count++;
            }
        }

        writer.End(map, count);
    }
}
