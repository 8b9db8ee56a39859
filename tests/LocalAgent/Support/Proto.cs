using System.Buffers.Binary;
using System.Text;

namespace Waybill.LocalAgent.Tests.Support;

/// <summary>Writes protobuf by hand, independently of the reader under test.</summary>
internal static class Proto
{
    public static byte[] Bytes(int field, params byte[][] parts)
    {
        byte[] value = [.. parts.SelectMany(part => part)];
        return [.. Varint((ulong)((field << 3) | 2)), .. Varint((ulong)value.Length), .. value];
    }

    public static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public static byte[] Number(int field, ulong value) => [.. Varint((ulong)(field << 3)), .. Varint(value)];

    public static byte[] Fixed64(int field, ulong value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return [.. Varint((ulong)((field << 3) | 1)), .. bytes];
    }

    public static byte[] Attribute(int field, string key, byte[] value) => Bytes(field, Text(1, key), Bytes(2, value));

    public static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    /// <summary>An export request with one span that uses most fields, the resource behind its spans.</summary>
    public static byte[] Request()
    {
        byte[] traceId = [0x69, 0x1e, 0x5f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x2a];
        byte[] span =
        [
            .. Bytes(1, traceId), .. Bytes(2, [0, 0, 0, 0, 0, 0, 0, 7]), .. Bytes(4, [0, 0, 0, 0, 0, 0, 0, 6]),
            .. Text(5, "process orders"), .. Number(6, 5), .. Fixed64(7, 1_000_000_000), .. Fixed64(8, 1_000_500_000),
            .. Attribute(9, "messaging.system", Text(1, "kafka")), .. Attribute(9, "messaging.operation.type", Text(1, "process")),
            .. Attribute(9, "count", Number(3, 3)), .. Attribute(9, "flag", Number(2, 1)),
            .. Attribute(9, "list", Bytes(5, Bytes(1, Text(1, "a")), Bytes(1, Bytes(5, Bytes(1, Text(1, "deep")))))),
            .. Bytes(11, Fixed64(1, 1_000_100_000), Text(2, "exception"), Attribute(3, "exception.type", Text(1, "Boom")), Attribute(3, "exception.stacktrace", Text(1, "at here"))),
            .. Bytes(13, Bytes(1, traceId), Bytes(2, [0, 0, 0, 0, 0, 0, 0, 9]), Attribute(4, "reason", Text(1, "retry"))),
            .. Bytes(15, Text(2, "it broke"), Number(3, 2)),
        ];
        byte[] scopeSpans = Bytes(2, Bytes(2, span), Bytes(1, Text(1, "my.source")));
        byte[] resource = Bytes(1, Attribute(1, "service.name", Text(1, "billing")), Attribute(1, "deployment.environment.name", Text(1, "dev")));
        return Bytes(1, scopeSpans, resource);
    }
}
