using System.Buffers.Binary;
using System.Text;

namespace Waybill.Core.Tests.Support;

/// <summary>Decodes MessagePack into objects: ulong, long, double, bool, string, null, List and ordered list of pairs. Throws for what is malformed.</summary>
/// <remarks>The tests' own, so that a mistake in the writer cannot hide behind the same one in a reader.</remarks>
internal ref struct MessagePackDecoder(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> rest = body;

    public static object? Decode(ReadOnlySpan<byte> body)
    {
        MessagePackDecoder reader = new(body);
        var value = reader.Read();
        return reader.rest.IsEmpty ? value : throw new FormatException($"{reader.rest.Length} bytes follow the value.");
    }

    private object? Read()
    {
        var code = Take(1)[0];
        return code switch
        {
            <= 0x7F => (ulong)code,
            <= 0x8F => ReadMap(code & 0x0F),
            <= 0x9F => ReadArray(code & 0x0F),
            <= 0xBF => ReadText(code & 0x1F),
            0xC0 => null,
            0xC2 => false,
            0xC3 => true,
            0xCB => BinaryPrimitives.ReadDoubleBigEndian(Take(8)),
            0xCC => (ulong)Take(1)[0],
            0xCD => (ulong)BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            0xCE => (ulong)BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            0xCF => BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
            0xD3 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
            0xD9 => ReadText(Take(1)[0]),
            0xDA => ReadText(BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
            0xDB => ReadText(BinaryPrimitives.ReadInt32BigEndian(Take(4))),
            0xDC => ReadArray(BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
            0xDD => ReadArray(BinaryPrimitives.ReadInt32BigEndian(Take(4))),
            0xDE => ReadMap(BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
            0xDF => ReadMap(BinaryPrimitives.ReadInt32BigEndian(Take(4))),
            _ => throw new FormatException($"0x{code:X2} is not expected in a payload."),
        };
    }

    private List<object?> ReadArray(int count)
    {
        List<object?> items = [];
        for (; count > 0; count--)
        {
            items.Add(Read());
        }

        return items;
    }

    private List<KeyValuePair<string, object?>> ReadMap(int count)
    {
        List<KeyValuePair<string, object?>> items = [];
        for (; count > 0; count--)
        {
            items.Add(new((string)Read()!, Read()));
        }

        return items;
    }

    private string ReadText(int length) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Take(length));

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > rest.Length)
        {
            throw new FormatException($"{length} bytes are wanted, {rest.Length} are left.");
        }

        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
