using System.Globalization;
using System.Runtime.CompilerServices;

namespace Waybill.Core.Export.Encoders;

/// <summary>Writes tags whose values are text, cut to the limits of the agent.</summary>
internal static class TagWriter
{
    private const string Dots = "...";

    /// <summary>Writes a tag.</summary>
    /// <returns>How many tags that were: none when there is no text.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // so that what is not there costs a comparison
    internal static int Write(MessagePackWriter writer, string key, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return 0;
        }

        WriteText(writer, key, value);
        return 1;
    }

    /// <summary>Writes a tag whose key is encoded already.</summary>
    /// <returns>How many tags that were: none when there is no text.</returns>
    internal static int Write(MessagePackWriter writer, ReadOnlySpan<byte> key, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return 0;
        }

        writer.WriteRaw(key);
        WriteValue(writer, value);
        return 1;
    }

    /// <summary>Writes a tag of any type. Most types that are neither text nor numbers write themselves as UTF-8, so that there is no string.</summary>
    /// <returns>How many tags that were: none when there is no text.</returns>
    internal static int WriteAny(MessagePackWriter writer, ReadOnlySpan<byte> key, object? value)
    {
        Span<byte> room = stackalloc byte[64];
        if (value is not IUtf8SpanFormattable formattable || !formattable.TryFormat(room, out var length, default, CultureInfo.InvariantCulture))
        {
            return Write(writer, key, TagText.Of(value));
        }

        writer.WriteRaw(key);
        writer.WriteUtf8(room[..length]);
        return 1;
    }

    internal static void WriteValue(MessagePackWriter writer, string value)
    {
        if (value.Length <= TextLimits.Value)
        {
            writer.WriteString(value);
            return;
        }

        writer.WriteString(string.Concat(TextLimits.Cut(value, TextLimits.Value - Dots.Length), Dots));
    }

    private static void WriteText(MessagePackWriter writer, string key, string value)
    {
        writer.WriteString(TextLimits.Cut(key, TextLimits.Key));
        WriteValue(writer, value);
    }
}
