using Waybill.LocalAgent.MessagePack;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Intake;

/// <summary>
/// Decodes the body of <c>/v0.5/traces</c>: all texts once in an array, then traces of spans of twelve values, where texts are indexes.
/// Links and events come as JSON in the tags <c>_dd.span_links</c> and <c>events</c>.
/// </summary>
internal static class TracesV05Decoder
{
    private const int SpanFields = 12;

    /// <inheritdoc cref="PayloadDecoder"/>
    public static void Decode(ReadOnlySpan<byte> payload, DecodeBudget budget, Action<TraceSpan> take)
    {
        var reader = new MessagePackReader(payload);
        RequireCount(ref reader, 2, "a payload");
        string[] texts = ReadTexts(ref reader, budget);
        int traces = reader.ReadArrayHeader();
        for (int trace = 0; trace < traces; trace++)
        {
            int spans = reader.ReadArrayHeader();
            for (int span = 0; span < spans; span++)
            {
                take(DecodeSpan(trace, span, ref reader, budget, texts));
            }
        }

        reader.EnsureEnd();
    }

    private static string[] ReadTexts(ref MessagePackReader reader, DecodeBudget budget)
    {
        int count = reader.ReadArrayHeader();
        budget.Charge(8L * count);
        string[] texts = new string[count];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = TagDecoder.ReadText(ref reader, budget);
        }

        budget.Keep(budget.Used);
        return texts;
    }

    private static TraceSpan DecodeSpan(int trace, int index, ref MessagePackReader reader, DecodeBudget budget, string[] texts)
    {
        try
        {
            budget.Charge(DecodeBudget.SpanBytes);
            RequireCount(ref reader, SpanFields, "a span");
            var span = new TraceSpan
            {
                Service = Text(ref reader, texts),
                Name = Text(ref reader, texts),
                Resource = Text(ref reader, texts),
                TraceId = reader.ReadUInt64(),
                SpanId = reader.ReadUInt64(),
                ParentId = reader.ReadUInt64(),
                Start = reader.ReadInt64(),
                Duration = reader.ReadInt64(),
                Error = reader.ReadBoolean() ? 1 : 0,
            };
            ReadTags(ref reader, budget, texts, span);
            span.Type = Text(ref reader, texts);
            return SpanDecoder.RequireIds(span);
        }
        catch (MessagePackFormatException e)
        {
            throw new MessagePackFormatException($"trace {trace}, span {index}: {e.Message}", e);
        }
    }

    private static void ReadTags(ref MessagePackReader reader, DecodeBudget budget, string[] texts, TraceSpan span)
    {
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            string key = Text(ref reader, texts);
            string value = Text(ref reader, texts);
            // Counted again for each use: the JSON of each span holds it.
            budget.Charge(DecodeBudget.EntryBytes + (2L * (key.Length + value.Length)));
            span.Meta[key] = value;
        }

        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            budget.Charge(DecodeBudget.EntryBytes);
            string key = Text(ref reader, texts);
            span.Metrics[key] = reader.ReadDouble();
        }
    }

    private static string Text(ref MessagePackReader reader, string[] texts)
    {
        ulong index = reader.ReadUInt64();
        return index < (ulong)texts.Length
            ? texts[index]
            : throw new MessagePackFormatException($"text {index} of {texts.Length} is asked for at byte {reader.Position}");
    }

    private static void RequireCount(ref MessagePackReader reader, int wanted, string what)
    {
        int count = reader.ReadArrayHeader();
        if (count != wanted)
        {
            throw new MessagePackFormatException($"{what} has {wanted} elements, not {count}, at byte {reader.Position}");
        }
    }
}
