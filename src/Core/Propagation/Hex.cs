using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;

namespace Waybill.Core.Propagation;

/// <summary>64-bit numbers as 16 hexadecimal ASCII digits: written lower-case, read in either case, never shorter or longer.</summary>
internal static class Hex
{
    internal const int Length64 = 16;

    internal static bool TryParse(ReadOnlySpan<byte> hex, out ulong value)
    {
        if (hex.Length == Length64 && Utf8Parser.TryParse(hex, out value, out var consumed, 'x') && consumed == Length64)
        {
            return true;
        }

        value = 0; // the parser gives what stands before the first character that is no digit
        return false;
    }

    internal static bool TryParseByte(ReadOnlySpan<byte> hex, out byte value)
    {
        if (hex.Length == 2 && Utf8Parser.TryParse(hex, out value, out var consumed, 'x') && consumed == 2)
        {
            return true;
        }

        value = 0;
        return false;
    }

    internal static void Write(ulong value, Span<byte> destination) =>
        value.TryFormat(destination, out _, "x16", CultureInfo.InvariantCulture);

    internal static ulong From(ActivitySpanId id)
    {
        Span<byte> bytes = stackalloc byte[8];
        id.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    internal static ActivitySpanId ToActivitySpanId(ulong id)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return ActivitySpanId.CreateFromBytes(bytes);
    }
}
