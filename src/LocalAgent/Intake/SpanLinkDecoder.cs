using System.Globalization;
using Waybill.LocalAgent.MessagePack;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Intake;

/// <summary>Decodes the <c>span_links</c> of a span: an array of maps, the trace id in two halves.</summary>
internal static class SpanLinkDecoder
{
    public static void Decode(ref MessagePackReader reader, DecodeBudget budget, List<SpanLink> links)
    {
        for (int left = reader.ReadArrayHeader(); left > 0; left--)
        {
            links.Add(DecodeOne(ref reader, budget));
        }
    }

    private static SpanLink DecodeOne(ref MessagePackReader reader, DecodeBudget budget)
    {
        budget.Charge(4 * DecodeBudget.EntryBytes);
        var link = new SpanLink();
        ulong high = 0;
        ulong low = 0;
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            ReadOnlySpan<byte> key = reader.ReadTextBytes();
            if (key.SequenceEqual("trace_id"u8))
            {
                low = reader.ReadUInt64();
            }
            else if (key.SequenceEqual("trace_id_high"u8))
            {
                high = reader.ReadUInt64();
            }
            else if (key.SequenceEqual("span_id"u8))
            {
                link.SpanId = reader.ReadUInt64();
            }
            else if (key.SequenceEqual("tracestate"u8))
            {
                link.TraceState = TagDecoder.ReadText(ref reader, budget);
            }
            else if (key.SequenceEqual("flags"u8))
            {
                link.Flags = unchecked((uint)reader.ReadUInt64());
            }
            else if (key.SequenceEqual("attributes"u8))
            {
                TagDecoder.ReadTexts(ref reader, budget, link.Attributes);
            }
            else
            {
                reader.Skip();
            }
        }

        link.TraceId = string.Create(CultureInfo.InvariantCulture, $"{high:x16}{low:x16}");
        return link;
    }
}
