using System.Buffers.Binary;

namespace Waybill.Core.Propagation;

/// <summary>Whole numbers as their sender writes them nearly always: digits and nothing else.</summary>
internal static class DecimalText
{
    private const int MaxLength = 20; // of ulong.MaxValue
    private const int BlockLength = 8;

    /// <summary>False also for what a more patient parser would take: signs, white space, more zeros in front than fit.</summary>
    internal static bool TryParseDigits(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        if (text.Length is 0 or > MaxLength)
        {
            return false;
        }

        for (; text.Length >= BlockLength; text = text[BlockLength..])
        {
            if (!TryParseBlock(BinaryPrimitives.ReadUInt64LittleEndian(text), out var block))
            {
                return false;
            }

            value = (value * 100_000_000) + block; // 16 digits at most, which fit
        }

        foreach (var character in text)
        {
            var digit = (uint)(character - '0');
            if (digit > 9 || value > (ulong.MaxValue - digit) / 10)
            {
                value = 0;
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }

    /// <summary>Eight digits at once, the first in the lowest byte: neighbours are joined to pairs, these to fours, these to the number.</summary>
    private static bool TryParseBlock(ulong text, out ulong value)
    {
        var digits = text - 0x3030303030303030;
        var isDigits = ((digits | (text + 0x4646464646464646)) & 0x8080808080808080) == 0;
        var pairs = (digits * 10) + (digits >> 8);
        value = (((pairs & 0x000000FF000000FF) * 0x000F424000000064) + (((pairs >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
        return isDigits;
    }
}
