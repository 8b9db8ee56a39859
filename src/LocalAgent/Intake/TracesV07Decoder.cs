using Waybill.LocalAgent.MessagePack;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Intake;

/// <summary>
/// Decodes the body of <c>/v0.7/traces</c>: a map whose <c>chunks</c> are maps with <c>spans</c> as in v0.4. What belongs to a whole chunk
/// goes to its first span, as the older versions have it; it may stand behind the spans, so that each chunk is read twice.
/// </summary>
internal static class TracesV07Decoder
{
    /// <inheritdoc cref="PayloadDecoder"/>
    public static void Decode(ReadOnlySpan<byte> payload, DecodeBudget budget, Action<TraceSpan> take)
    {
        var reader = new MessagePackReader(payload);
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            if (!reader.ReadTextBytes().SequenceEqual("chunks"u8))
            {
                reader.Skip();
                continue;
            }

            int chunks = reader.ReadArrayHeader();
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                DecodeChunk(chunk, ref reader, budget, take);
            }
        }

        reader.EnsureEnd();
    }

    private static void DecodeChunk(int chunk, ref MessagePackReader reader, DecodeBudget budget, Action<TraceSpan> take)
    {
        MessagePackReader again = reader;
        var common = new TraceSpan();
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            ReadCommon(reader.ReadTextBytes(), ref reader, budget, common);
        }

        bool isFirst = true;
        for (int left = again.ReadMapHeader(); left > 0; left--)
        {
            if (again.ReadTextBytes().SequenceEqual("spans"u8))
            {
                TracesV04Decoder.DecodeTrace(chunk, ref again, budget, Take);
            }
            else
            {
                again.Skip();
            }
        }

        void Take(TraceSpan span)
        {
            if (isFirst)
            {
                isFirst = false;
                AddCommon(span, common);
            }

            take(span);
        }
    }

    private static void ReadCommon(ReadOnlySpan<byte> key, ref MessagePackReader reader, DecodeBudget budget, TraceSpan common)
    {
        if (key.SequenceEqual("priority"u8))
        {
            common.Metrics["_sampling_priority_v1"] = reader.ReadInt64();
        }
        else if (key.SequenceEqual("origin"u8))
        {
            common.Meta["_dd.origin"] = TagDecoder.ReadText(ref reader, budget);
        }
        else if (key.SequenceEqual("tags"u8))
        {
            TagDecoder.ReadTexts(ref reader, budget, common.Meta);
        }
        else
        {
            reader.Skip();
        }
    }

    private static void AddCommon(TraceSpan span, TraceSpan common)
    {
        foreach ((string name, string value) in common.Meta)
        {
            span.Meta.TryAdd(name, value);
        }

        foreach ((string name, double value) in common.Metrics)
        {
            span.Metrics.TryAdd(name, value);
        }
    }
}
