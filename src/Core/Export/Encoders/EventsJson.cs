using System.Buffers;
using System.Diagnostics;
using System.Text.Json;

namespace Waybill.Core.Export.Encoders;

/// <summary>The tag <c>events</c> of a span: what <c>span_events</c> holds, as JSON, for agents that do not know that field.</summary>
#pragma warning disable CA1001 // The JSON writer holds nothing that would have to be freed.
internal sealed class EventsJson
#pragma warning restore CA1001
{
    /// <summary>Events that would make the tag longer are left out: agents cut it there, and JSON cannot be cut.</summary>
    private const int MaxBytes = 25_000;

    private readonly ArrayBufferWriter<byte> text = new();
    private readonly Utf8JsonWriter json;

    internal EventsJson() => json = new Utf8JsonWriter(text);

    internal void Write(Activity span, MessagePackWriter writer)
    {
        text.ResetWrittenCount();
        var length = 0;
        var count = 0;
        foreach (ref readonly var happened in span.EnumerateEvents())
        {
            text.Write(count == 0 ? "["u8 : ","u8);
            json.Reset();
            Write(happened);
            json.Flush();
            if (text.WrittenCount >= MaxBytes || count == EventsEncoder.MaxEvents)
            {
                break;
            }

            length = text.WrittenCount;
            count++;
        }

        writer.WriteKey("events"u8);
        var end = count == 0 ? "[]"u8 : "]"u8;
        writer.WriteTextHeader(length + end.Length);
        writer.WriteRaw(text.WrittenSpan[..length]);
        writer.WriteRaw(end);
    }

    private void Write(in ActivityEvent happened)
    {
        json.WriteStartObject();
        json.WriteNumber("time_unix_nano"u8, EventsEncoder.TimeOf(happened));
        json.WriteString("name"u8, TextLimits.Cut(happened.Name, TextLimits.Value));
        json.WriteStartObject("attributes"u8);
        var count = 0;
        foreach (ref readonly var tag in happened.EnumerateTagObjects())
        {
            if (count++ == EventsEncoder.MaxEvents)
            {
                break;
            }

            json.WritePropertyName(TextLimits.Cut(tag.Key, TextLimits.Key));
            WriteValue(tag.Value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteValue(object? value)
    {
        if (TagText.ItemsOf(value, EventsEncoder.MaxItems) is not { } items)
        {
            WriteScalar(value);
            return;
        }

        json.WriteStartArray();
        foreach (var item in items)
        {
            WriteScalar(item);
        }

        json.WriteEndArray();
    }

    private void WriteScalar(object? value)
    {
        if (value is bool flag)
        {
            json.WriteBooleanValue(flag);
        }
        else if (TagText.TryGetInteger(value, out var integer))
        {
            json.WriteNumberValue(integer);
        }
        else if (TagText.TryGetNumber(value, out var number) && double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(TextLimits.Cut(TagText.OfScalar(value) ?? "", TextLimits.Value));
        }
    }
}
