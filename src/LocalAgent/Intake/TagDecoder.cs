using System.Text;
using Waybill.LocalAgent.MessagePack;

namespace Waybill.LocalAgent.Intake;

/// <summary>Decodes texts and tag maps within a budget.</summary>
internal static class TagDecoder
{
    /// <summary>A text; nil is empty, and bytes that are not UTF-8 become U+FFFD.</summary>
    public static string ReadText(ref MessagePackReader reader, DecodeBudget budget)
    {
        ReadOnlySpan<byte> bytes = reader.ReadTextBytes();
        budget.ChargeText(bytes.Length);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Adds a map of texts to <paramref name="tags"/>; the last of equal keys wins, a nil value is no tag.</summary>
    public static void ReadTexts(ref MessagePackReader reader, DecodeBudget budget, Dictionary<string, string> tags)
    {
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            budget.Charge(DecodeBudget.EntryBytes);
            string key = ReadText(ref reader, budget);
            if (!reader.TryReadNil())
            {
                tags[key] = ReadText(ref reader, budget);
            }
        }
    }

    /// <summary>Adds a map of numbers to <paramref name="tags"/>; the last of equal keys wins, a nil value is no tag.</summary>
    public static void ReadNumbers(ref MessagePackReader reader, DecodeBudget budget, Dictionary<string, double> tags)
    {
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            budget.Charge(DecodeBudget.EntryBytes);
            string key = ReadText(ref reader, budget);
            if (!reader.TryReadNil())
            {
                tags[key] = reader.ReadDouble();
            }
        }
    }
}
