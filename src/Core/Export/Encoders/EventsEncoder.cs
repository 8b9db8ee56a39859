using System.Diagnostics;

namespace Waybill.Core.Export.Encoders;

/// <summary>The field <c>span_events</c> of a span, for agents that say that they know it.</summary>
internal static class EventsEncoder
{
    /// <summary>So many events of a span are written, and so many attributes of an event.</summary>
    internal const int MaxEvents = 128;

    /// <summary>So many items of a collection are written: it may have no end.</summary>
    internal const int MaxItems = 100;

    private const ulong TypeOfArray = 4;

    internal static bool HasAny(Activity span)
    {
        foreach (ref readonly var happened in span.EnumerateEvents())
        {
            return true;
        }

        return false;
    }

    /// <summary>Nanoseconds since 1970, as the field and the tag have them.</summary>
    internal static long TimeOf(in ActivityEvent happened) =>
        Math.Clamp((happened.Timestamp - DateTimeOffset.UnixEpoch).Ticks, 0, long.MaxValue / TimeSpan.NanosecondsPerTick) * TimeSpan.NanosecondsPerTick;

    internal static void Encode(Activity span, MessagePackWriter writer)
    {
        var list = writer.BeginArray();
        var count = 0;
        foreach (ref readonly var happened in span.EnumerateEvents())
        {
            if (count == MaxEvents)
            {
                break;
            }

            Encode(happened, writer);
            count++;
        }

        writer.End(list, count);
    }

    private static void Encode(in ActivityEvent happened, MessagePackWriter writer)
    {
        writer.WriteMapHeader(3);
        writer.WriteKey("time_unix_nano"u8);
        writer.WriteInt(TimeOf(happened));
        writer.WriteKey("name"u8);
        writer.WriteString(TextLimits.Cut(happened.Name, TextLimits.Value));
        writer.WriteKey("attributes"u8);
        var map = writer.BeginMap();
        var count = 0;
        foreach (ref readonly var tag in happened.EnumerateTagObjects())
        {
            if (count == MaxEvents)
            {
                break;
            }

            writer.WriteString(TextLimits.Cut(tag.Key, TextLimits.Key));
            EncodeValue(tag.Value, writer);
            count++;
        }

        writer.End(map, count);
    }

    private static void EncodeValue(object? value, MessagePackWriter writer)
    {
        if (TagText.ItemsOf(value, MaxItems) is not { } items)
        {
            EncodeScalar(value, writer);
            return;
        }

        BeginValue(TypeOfArray, "array_value"u8, writer);
        writer.WriteMapHeader(1);
        writer.WriteKey("values"u8);
        var list = writer.BeginArray();
        var count = 0;
        foreach (var item in items)
        {
            EncodeScalar(item, writer);
            count++;
        }

        writer.End(list, count);
    }

    private static void EncodeScalar(object? value, MessagePackWriter writer)
    {
        if (value is bool flag)
        {
            BeginValue(1, "bool_value"u8, writer);
            writer.WriteBoolean(flag);
        }
        else if (TagText.TryGetInteger(value, out var integer))
        {
            BeginValue(2, "int_value"u8, writer);
            writer.WriteInt(integer);
        }
        else if (TagText.TryGetNumber(value, out var number))
        {
            BeginValue(3, "double_value"u8, writer);
            writer.WriteDouble(number);
        }
        else
        {
            BeginValue(0, "string_value"u8, writer);
            TagWriter.WriteValue(writer, TagText.OfScalar(value) ?? "");
        }
    }

    private static void BeginValue(ulong type, ReadOnlySpan<byte> field, MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.WriteKey("type"u8);
        writer.WriteUInt(type);
        writer.WriteKey(field);
    }
}
