using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Waybill.Core.Propagation;

/// <summary>64-bit numbers as 16 hexadecimal ASCII digits: written lower-case, read in either case, never shorter or longer.</summary>
internal static class Hex
{
    internal const int Length64 = 16;

    internal static bool TryParse(ReadOnlySpan<byte> hex, out ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        if (TryDecode(hex, bytes))
        {
            value = BinaryPrimitives.ReadUInt64BigEndian(bytes);
            return true;
        }

        value = 0;
        return false;
    }

    internal static bool TryParseByte(ReadOnlySpan<byte> hex, out byte value)
    {
        value = 0;
        return TryDecode(hex, new Span<byte>(ref value));
    }

    /// <summary>False when there are more or fewer digits than the bytes take, or one is no digit.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> hex, Span<byte> bytes) =>
        hex.Length == 2 * bytes.Length && Convert.FromHexString(hex, bytes, out _, out _) == OperationStatus.Done;

    internal static void Write(ulong value, Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        _ = Convert.TryToHexStringLower(bytes, destination, out _);
    }

    /// <summary>An Activity keeps its ids as text, which .NET made or checked: 16 lower-case digits.</summary>
    internal static ulong From(ActivitySpanId id) => From(id.ToHexString());

    /// <summary>The first 16 digits of what .NET made or checked.</summary>
    internal static ulong From(ReadOnlySpan<char> lowerCase)
    {
        var text = MemoryMarshal.Cast<char, ushort>(lowerCase);
        var digits = Vector128.Narrow(Vector128.Create(text), Vector128.Create(text[8..]));
        var letters = Vector128.GreaterThan(digits.AsSByte(), Vector128.Create((sbyte)'9')).AsByte();
        var pairs = ((digits & Vector128.Create((byte)0x0F)) + (letters & Vector128.Create((byte)9))).AsUInt16();
        var bytes = ((pairs << 4) | (pairs >>> 8)) & Vector128.Create((ushort)0xFF);
        var number = Vector128.Narrow(bytes, bytes).AsUInt64()[0];
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(number) : number;
    }

    internal static ActivitySpanId ToActivitySpanId(ulong id)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return ActivitySpanId.CreateFromBytes(bytes);
    }
}
