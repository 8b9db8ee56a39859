using System.Buffers.Binary;

namespace Waybill.LocalAgent.Otlp;

/// <summary>
/// Reads the fields of one protobuf message (https://protobuf.dev/programming-guides/encoding/) that may be hostile. A nested message is
/// bytes until somebody makes a reader for it, so that nothing recurses and no length is believed before its bytes are there.
/// </summary>
/// <exception cref="ProtobufFormatException">From every method: truncated, or of another wire type than asked for.</exception>
internal ref struct ProtobufReader(ReadOnlySpan<byte> data)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;
    private const int MaxVarintBytes = 10;

    private readonly ReadOnlySpan<byte> data = data;
    private int position;
    private int type;

    /// <summary>The number of the field whose value is next.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field; its value must be read or skipped. False at the end of the message.</summary>
    public bool MoveNext()
    {
        if (position == data.Length)
        {
            return false;
        }

        ulong key = ReadRawVarint();
        type = (int)(key & 7);
        Field = key >> 3 is > 0 and <= 0x1fff_ffff ? (int)(key >> 3) : throw Problem($"field number {key >> 3} is not allowed");
        return true;
    }

    public ulong ReadVarint()
    {
        Require(Varint);
        return ReadRawVarint();
    }

    public ulong ReadFixed64()
    {
        Require(Fixed64);
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
    }

    public uint ReadFixed32()
    {
        Require(Fixed32);
        return BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
    }

    public double ReadDouble() => BitConverter.UInt64BitsToDouble(ReadFixed64());

    /// <summary>A text, some bytes or a nested message.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        Require(Bytes);
        return Take(ReadRawVarint());
    }

    public void Skip()
    {
        _ = type switch
        {
            Varint => ReadRawVarint(),
            Fixed64 => (ulong)Take(8).Length,
            Bytes => (ulong)Take(ReadRawVarint()).Length,
            Fixed32 => (ulong)Take(4).Length,
            _ => throw Problem($"field {Field} has wire type {type}"),
        };
    }

    private readonly void Require(int wanted)
    {
        if (type != wanted)
        {
            throw Problem($"field {Field} has wire type {type}, not {wanted}");
        }
    }

    private ulong ReadRawVarint()
    {
        ulong value = 0;
        for (int i = 0; i < MaxVarintBytes; i++)
        {
            byte part = Take(1)[0];
            value |= (ulong)(part & 0x7f) << (7 * i);
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Problem($"a varint is longer than {MaxVarintBytes} bytes");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(data.Length - position))
        {
            throw Problem($"{length} bytes are announced, but only {data.Length - position} follow");
        }

        ReadOnlySpan<byte> taken = data.Slice(position, (int)length);
        position += (int)length;
        return taken;
    }

    private readonly ProtobufFormatException Problem(string what) => new($"{what} at byte {position} of a message of {data.Length}");
}
