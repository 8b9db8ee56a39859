using Waybill.LocalAgent.MessagePack;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Intake;

/// <summary>Decodes one span of a v0.4 payload: a map with its keys in any order, of which the unknown are skipped.</summary>
internal static class SpanDecoder
{
    /// <exception cref="MessagePackFormatException">It is not a span, or has no trace id or span id.</exception>
    /// <exception cref="PayloadTooLargeException">The budget is used up.</exception>
    public static TraceSpan Decode(ref MessagePackReader reader, DecodeBudget budget)
    {
        budget.Charge(DecodeBudget.SpanBytes);
        var span = new TraceSpan();
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            ReadField(ref reader, budget, span);
        }

        return RequireIds(span);
    }

    /// <summary>The span itself, if it has the ids by which it is kept.</summary>
    /// <exception cref="MessagePackFormatException">It has no trace id or span id.</exception>
    public static TraceSpan RequireIds(TraceSpan span) => span.TraceId != 0 && span.SpanId != 0
        ? span
        : throw new MessagePackFormatException(
            $"a span needs a trace_id and a span_id other than 0, but has {span.TraceId} and {span.SpanId}");

    private static void ReadField(ref MessagePackReader reader, DecodeBudget budget, TraceSpan span)
    {
        ReadOnlySpan<byte> key = reader.ReadTextBytes();
        if (key.SequenceEqual("trace_id"u8))
        {
            span.TraceId = reader.ReadUInt64();
        }
        else if (key.SequenceEqual("span_id"u8))
        {
            span.SpanId = reader.ReadUInt64();
        }
        else if (key.SequenceEqual("parent_id"u8))
        {
            span.ParentId = reader.ReadUInt64();
        }
        else if (key.SequenceEqual("name"u8))
        {
            span.Name = TagDecoder.ReadText(ref reader, budget);
        }
        else if (key.SequenceEqual("resource"u8))
        {
            span.Resource = TagDecoder.ReadText(ref reader, budget);
        }
        else if (key.SequenceEqual("service"u8))
        {
            span.Service = TagDecoder.ReadText(ref reader, budget);
        }
        else if (key.SequenceEqual("type"u8))
        {
            span.Type = TagDecoder.ReadText(ref reader, budget);
        }
        else if (key.SequenceEqual("start"u8))
        {
            span.Start = reader.ReadInt64();
        }
        else if (key.SequenceEqual("duration"u8))
        {
            span.Duration = reader.ReadInt64();
        }
        else if (key.SequenceEqual("error"u8))
        {
            span.Error = reader.ReadBoolean() ? 1 : 0;
        }
        else if (key.SequenceEqual("meta"u8))
        {
            TagDecoder.ReadTexts(ref reader, budget, span.Meta);
        }
        else if (key.SequenceEqual("metrics"u8))
        {
            TagDecoder.ReadNumbers(ref reader, budget, span.Metrics);
        }
        else if (key.SequenceEqual("span_links"u8))
        {
            SpanLinkDecoder.Decode(ref reader, budget, span.Links);
        }
        else if (key.SequenceEqual("span_events"u8))
        {
            SpanEventDecoder.Decode(ref reader, budget, span.Events);
        }
        else
        {
            reader.Skip();
        }
    }
}
