using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Waybill.Core.Propagation;

namespace Waybill.Core.Export;

/// <summary>The field <c>span_links</c> of a span.</summary>
internal static class LinksEncoder
{
    private const int MaxItems = 100;
    private const ulong FlagsAreKnown = 0x8000_0000;

    internal static void Encode(Activity span, MessagePackWriter writer)
    {
        writer.WriteArrayHeader(span.Links.Count());
        foreach (var link in span.Links)
        {
            var id = TraceId128.From(link.Context.TraceId);
            var attributes = Flatten(link.Tags ?? []).ToList();
            var state = link.Context.TraceState;

            writer.WriteMapHeader(4 + (attributes.Count > 0 ? 1 : 0) + (string.IsNullOrEmpty(state) ? 0 : 1));
            writer.WriteKey("trace_id"u8);
            writer.WriteUInt(id.Lower);
            writer.WriteKey("trace_id_high"u8);
            writer.WriteUInt(id.Upper);
            writer.WriteKey("span_id"u8);
            writer.WriteUInt(Hex.From(link.Context.SpanId));
            if (attributes.Count > 0)
            {
                writer.WriteKey("attributes"u8);
                writer.WriteMapHeader(attributes.Count);
                foreach (var (key, value) in attributes)
                {
                    writer.WriteString(key);
                    writer.WriteString(value);
                }
            }

            if (!string.IsNullOrEmpty(state))
            {
                writer.WriteKey("tracestate"u8);
                writer.WriteString(state);
            }

            writer.WriteKey("flags"u8);
            writer.WriteUInt(FlagsAreKnown | (link.Context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? 1UL : 0));
        }
    }

    /// <summary>All values are text; an array becomes one attribute for each item, <c>key.0</c>, <c>key.1</c> and so on, to a limit.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Flatten(IEnumerable<KeyValuePair<string, object?>> tags) => tags.SelectMany(tag =>
        tag.Value is IEnumerable items and not string
            ? items.Cast<object?>().Take(MaxItems).Select((item, index) => new KeyValuePair<string, string>($"{tag.Key}.{index}", Text(item)))
            : [new(tag.Key, Text(tag.Value))]);

    private static string Text(object? value) => value is bool flag
        ? flag ? "true" : "false"
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
