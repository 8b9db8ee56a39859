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

    /// <summary>True for the all-zero id, which no trace has.</summary>
    public bool IsZero => (Upper | Lower) == 0;

    /// <summary>The id as 32 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{Upper:x16}{Lower:x16}";

    internal static bool TryParse(ReadOnlySpan<byte> hex, out TraceId128 id)
    {
        id = default;
        if (hex.Length != HexLength
            || !Hex.TryParse(hex[..Hex.Length64], out var upper)
            || !Hex.TryParse(hex[Hex.Length64..], out var lower))
        {
            return false;
        }

        id = new TraceId128(upper, lower);
        return true;
    }

    internal void Write(Span<byte> destination)
    {
        Hex.Write(Upper, destination);
        Hex.Write(Lower, destination[Hex.Length64..]);
    }

    internal static TraceId128 From(ActivityTraceId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        return new TraceId128(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    internal ActivityTraceId ToActivityTraceId()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Upper);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Lower);
        return ActivityTraceId.CreateFromBytes(bytes);
    }
}
