using System.Buffers.Binary;
using System.Diagnostics;
using Waybill.Core.Propagation;

namespace Waybill.Core;

/// <summary>A 128-bit trace id, as two numbers.</summary>
/// <remarks>
/// Ids are numbers and never inbound text, so that whatever came in goes out normalised: W3C writes 32 lower-case
/// hexadecimal digits, Datadog the decimal lower half and, in the propagated tag <c>_dd.p.tid</c>, the upper half.
/// </remarks>
/// <param name="Upper">The upper 64 bits; 0 in a trace that was started with a 64-bit id.</param>
/// <param name="Lower">The lower 64 bits; all that Datadog's <c>x-datadog-trace-id</c> and span payload carry.</param>
public readonly record struct TraceId128(ulong Upper, ulong Lower)
{
    internal const int HexLength = 32;

    private const int ByteLength = 16;

    /// <summary>True for the all-zero id, which no trace has.</summary>
    public bool IsZero => (Upper | Lower) == 0;

    /// <summary>The id as 32 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{Upper:x16}{Lower:x16}";

    internal static bool TryParse(ReadOnlySpan<byte> hex, out TraceId128 id)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        var isHex = Hex.TryDecode(hex, bytes);
        id = isHex ? FromBytes(bytes) : default;
        return isHex;
    }

    internal void Write(Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        ToBytes(bytes);
        _ = Convert.TryToHexStringLower(bytes, destination, out _);
    }

    internal static TraceId128 From(ActivityTraceId id)
    {
        ReadOnlySpan<char> text = id.ToHexString();
        return new TraceId128(Hex.From(text), Hex.From(text[Hex.Length64..]));
    }

    internal ActivityTraceId ToActivityTraceId()
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        ToBytes(bytes);
        return ActivityTraceId.CreateFromBytes(bytes);
    }

    private static TraceId128 FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]));

    private void ToBytes(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Upper);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], Lower);
    }
}
