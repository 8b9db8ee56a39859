using System.Buffers.Binary;
using System.Text;

namespace Waybill.LocalAgent.Tests.Support;

/// <summary>Writes MessagePack by hand, independently of the reader under test; values are written in the order given.</summary>
internal static class Wire
{
    public static byte[] Array(params byte[][] values) => [0xdd, .. BigEndian((uint)values.Length), .. values.SelectMany(value => value)];

    public static byte[] Map(params (string Key, byte[] Value)[] entries) =>
        [0xdf, .. BigEndian((uint)entries.Length), .. entries.SelectMany(entry => (byte[])[.. Text(entry.Key), .. entry.Value])];

    public static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length < 32 ? [(byte)(0xa0 | bytes.Length), .. bytes] : [0xdb, .. BigEndian((uint)bytes.Length), .. bytes];
    }

    public static byte[] Bin(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return [0xc4, (byte)bytes.Length, .. bytes];
    }

    public static byte[] Uint(ulong value)
    {
        byte[] bytes = new byte[9];
        bytes[0] = 0xcf;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), value);
        return bytes;
    }

    public static byte[] Int(long value)
    {
        byte[] bytes = Uint((ulong)value);
        bytes[0] = 0xd3;
        return bytes;
    }

    public static byte[] Float(double value)
    {
        byte[] bytes = Uint(BitConverter.DoubleToUInt64Bits(value));
        bytes[0] = 0xcb;
        return bytes;
    }

    public static byte[] Nil => [0xc0];

    /// <summary>A span with the least that is needed, and whatever else is given.</summary>
    public static byte[] Span(ulong traceId, ulong spanId, params (string Key, byte[] Value)[] more) =>
        Map([("trace_id", Uint(traceId)), ("span_id", Uint(spanId)), .. more]);

    private static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
