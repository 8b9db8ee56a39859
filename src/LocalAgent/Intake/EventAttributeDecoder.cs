using System.Globalization;
using Waybill.LocalAgent.MessagePack;

namespace Waybill.LocalAgent.Intake;

/// <summary>
/// Decodes the typed value of an event's attribute, a map with one of <c>string_value</c>, <c>bool_value</c>, <c>int_value</c>,
/// <c>double_value</c> and <c>array_value</c>, into text. An array holds scalars only; one within an array is skipped.
/// </summary>
internal static class EventAttributeDecoder
{
    public static string Decode(ref MessagePackReader reader, DecodeBudget budget)
    {
        string text = "";
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            ReadOnlySpan<byte> key = reader.ReadTextBytes();
            if (key.SequenceEqual("array_value"u8))
            {
                text = DecodeArray(ref reader, budget);
            }
            else
            {
                text = DecodeScalar(key, ref reader, budget) ?? text;
            }
        }

        return text;
    }

    private static string DecodeArray(ref MessagePackReader reader, DecodeBudget budget)
    {
        var elements = new List<string>();
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            if (!reader.ReadTextBytes().SequenceEqual("values"u8))
            {
                reader.Skip();
                continue;
            }

            for (int values = reader.ReadArrayHeader(); values > 0; values--)
            {
                elements.Add(DecodeElement(ref reader, budget));
            }
        }

        string text = $"[{string.Join(", ", elements)}]";
        budget.ChargeText(text.Length);
        return text;
    }

    private static string DecodeElement(ref MessagePackReader reader, DecodeBudget budget)
    {
        budget.Charge(DecodeBudget.EntryBytes);
        string text = "";
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            text = DecodeScalar(reader.ReadTextBytes(), ref reader, budget) ?? text;
        }

        return text;
    }

    /// <summary>Reads the value of <paramref name="key"/>, or skips it and gives null if it is none of the scalars.</summary>
    private static string? DecodeScalar(ReadOnlySpan<byte> key, ref MessagePackReader reader, DecodeBudget budget)
    {
        if (key.SequenceEqual("string_value"u8))
        {
            return TagDecoder.ReadText(ref reader, budget);
        }

        if (key.SequenceEqual("bool_value"u8))
        {
            return reader.ReadBoolean() ? "true" : "false";
        }

        if (key.SequenceEqual("int_value"u8))
        {
            return reader.ReadInt64().ToString(CultureInfo.InvariantCulture);
        }

        if (key.SequenceEqual("double_value"u8))
        {
            return reader.ReadDouble().ToString(CultureInfo.InvariantCulture);
        }

        reader.Skip();
        return null;
    }
}
