using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;

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

    internal static ulong From(ActivitySpanId id)
    {
        // An id holds its digits as text; its own CopyTo reads them one by one.
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        _ = Convert.FromHexString(id.ToHexString(), bytes, out _, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    internal static ActivitySpanId ToActivitySpanId(ulong id)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return ActivitySpanId.CreateFromBytes(bytes);
    }
}
