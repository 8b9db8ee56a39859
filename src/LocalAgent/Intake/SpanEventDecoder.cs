using Waybill.LocalAgent.MessagePack;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Intake;

/// <summary>Decodes the <c>span_events</c> of a span: an array of maps with typed attributes.</summary>
internal static class SpanEventDecoder
{
    public static void Decode(ref MessagePackReader reader, DecodeBudget budget, List<SpanEvent> events)
    {
        for (int left = reader.ReadArrayHeader(); left > 0; left--)
        {
            events.Add(DecodeOne(ref reader, budget));
        }
    }

    private static SpanEvent DecodeOne(ref MessagePackReader reader, DecodeBudget budget)
    {
        budget.Charge(4 * DecodeBudget.EntryBytes);
        var spanEvent = new SpanEvent();
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            ReadOnlySpan<byte> key = reader.ReadTextBytes();
            if (key.SequenceEqual("time_unix_nano"u8))
            {
                spanEvent.Time = reader.ReadInt64();
            }
            else if (key.SequenceEqual("name"u8))
            {
                spanEvent.Name = TagDecoder.ReadText(ref reader, budget);
            }
            else if (key.SequenceEqual("attributes"u8))
            {
                ReadAttributes(ref reader, budget, spanEvent.Attributes);
            }
            else
            {
                reader.Skip();
            }
        }

        return spanEvent;
    }

    private static void ReadAttributes(ref MessagePackReader reader, DecodeBudget budget, Dictionary<string, string> attributes)
    {
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            budget.Charge(DecodeBudget.EntryBytes);
            string key = TagDecoder.ReadText(ref reader, budget);
            attributes[key] = EventAttributeDecoder.Decode(ref reader, budget);
        }
    }
}
