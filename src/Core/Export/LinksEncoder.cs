using System.Diagnostics;
using System.Globalization;
using Waybill.Core.Propagation;

namespace Waybill.Core.Export;

/// <summary>The field <c>span_links</c> of a span.</summary>
internal static class LinksEncoder
{
    private const ulong FlagsAreKnown = 0x8000_0000;

    internal static void Encode(Activity span, MessagePackWriter writer)
    {
        writer.WriteArrayHeader(span.Links.Count());
        foreach (var link in span.Links)
        {
            var id = TraceId128.From(link.Context.TraceId);
            var attributes = link.Tags?.ToArray() ?? [];
            var state = link.Context.TraceState;

            writer.WriteMapHeader(4 + (attributes.Length > 0 ? 1 : 0) + (string.IsNullOrEmpty(state) ? 0 : 1));
            writer.WriteKey("trace_id"u8);
            writer.WriteUInt(id.Lower);
            writer.WriteKey("trace_id_high"u8);
            writer.WriteUInt(id.Upper);
            writer.WriteKey("span_id"u8);
            writer.WriteUInt(Hex.From(link.Context.SpanId));
            if (attributes.Length > 0)
            {
                writer.WriteKey("attributes"u8);
                writer.WriteMapHeader(attributes.Length);
                foreach (var (key, value) in attributes)
                {
                    writer.WriteString(key);
                    writer.WriteString(Convert.ToString(value, CultureInfo.InvariantCulture));
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
}
