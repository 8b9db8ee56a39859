using System.Buffers.Binary;

namespace Waybill.LocalAgent.MessagePack;

/// <summary>
/// Reads MessagePack (https://github.com/msgpack/msgpack/blob/master/spec.md) that may be hostile: no length is believed
/// before the bytes are seen to be there, and nothing recurses. Nil reads as zero, empty or null.
/// </summary>
/// <exception cref="MessagePackFormatException">From every method: truncated, or of another type than asked for.</exception>
internal ref partial struct MessagePackReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> data = data;

    /// <summary>The offset of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>The number of bytes not read yet.</summary>
    public readonly int Remaining => data.Length - Position;

    /// <summary>Reads a nil, if that is what comes next.</summary>
    public bool TryReadNil()
    {
        bool nil = Remaining > 0 && data[Position] == 0xc0;
        Position += nil ? 1 : 0;
        return nil;
    }

    /// <summary>The number of elements of an array; there are at least as many bytes.</summary>
    public int ReadArrayHeader()
    {
        byte code = ReadCode();
        return code switch
        {
            0xc0 => 0,
            >= 0x90 and <= 0x9f => Count(code & 0x0f, 1),
            0xdc => Count(ReadUnsigned(2), 1),
            0xdd => Count(ReadUnsigned(4), 1),
            _ => throw Unexpected(code, "an array"),
        };
    }

    /// <summary>The number of entries of a map; there are at least twice as many bytes.</summary>
    public int ReadMapHeader()
    {
        byte code = ReadCode();
        return code switch
        {
            0xc0 => 0,
            >= 0x80 and <= 0x8f => Count(code & 0x0f, 2),
            0xde => Count(ReadUnsigned(2), 2),
            0xdf => Count(ReadUnsigned(4), 2),
            _ => throw Unexpected(code, "a map"),
        };
    }

    /// <summary>The bytes of a str or bin.</summary>
    public ReadOnlySpan<byte> ReadTextBytes()
    {
        byte code = ReadCode();
        return code switch
        {
            0xc0 => [],
            >= 0xa0 and <= 0xbf => Take(code & 0x1f),
            0xc4 or 0xd9 => Take((long)ReadUnsigned(1)),
            0xc5 or 0xda => Take((long)ReadUnsigned(2)),
            0xc6 or 0xdb => Take((long)ReadUnsigned(4)),
            _ => throw Unexpected(code, "a string"),
        };
    }

    /// <summary>An integer of any width; a negative one gives its 64 bits, as tracers send ids either way.</summary>
    public ulong ReadUInt64()
    {
        byte code = ReadCode();
        return TryReadInteger(code, out ulong bits, out _) ? bits : throw Unexpected(code, "an integer");
    }

    /// <summary>An integer of any width within the range of <see cref="long"/>.</summary>
    public long ReadInt64()
    {
        byte code = ReadCode();
        return TryReadInteger(code, out ulong bits, out bool unsigned) && !(unsigned && bits > long.MaxValue)
            ? (long)bits
            : throw Unexpected(code, "a signed 64-bit integer");
    }

    /// <summary>A float of either width, or an integer.</summary>
    public double ReadDouble()
    {
        byte code = ReadCode();
        return code switch
        {
            0xca => BinaryPrimitives.ReadSingleBigEndian(Take(4)),
            0xcb => BinaryPrimitives.ReadDoubleBigEndian(Take(8)),
            _ when TryReadInteger(code, out ulong bits, out bool unsigned) => unsigned ? bits : (long)bits,
            _ => throw Unexpected(code, "a number"),
        };
    }

    /// <summary>A boolean, or an integer that is not zero.</summary>
    public bool ReadBoolean()
    {
        byte code = ReadCode();
        return code switch
        {
            0xc2 => false,
            0xc3 => true,
            _ when TryReadInteger(code, out ulong bits, out _) => bits != 0,
            _ => throw Unexpected(code, "a boolean"),
        };
    }

    /// <summary>Refuses what follows the end of the payload.</summary>
    public readonly void EnsureEnd()
    {
        if (Remaining > 0)
        {
            throw new MessagePackFormatException($"{Remaining} bytes follow the end of the payload at byte {Position}");
        }
    }

    private bool TryReadInteger(byte code, out ulong bits, out bool unsigned)
    {
        unsigned = code is <= 0x7f or >= 0xcc and <= 0xcf;
        bits = code switch
        {
            0xc0 => 0,
            <= 0x7f => code,
            >= 0xe0 => (ulong)(sbyte)code,
            0xcc => ReadUnsigned(1),
            0xcd => ReadUnsigned(2),
            0xce => ReadUnsigned(4),
            0xcf => ReadUnsigned(8),
            0xd0 => (ulong)(sbyte)ReadUnsigned(1),
            0xd1 => (ulong)(short)ReadUnsigned(2),
            0xd2 => (ulong)(int)ReadUnsigned(4),
            0xd3 => ReadUnsigned(8),
            _ => 0,
        };
        return code is <= 0x7f or >= 0xe0 or 0xc0 or (>= 0xcc and <= 0xd3);
    }

    private byte ReadCode() => Take(1)[0];

    private ulong ReadUnsigned(int width)
    {
        ulong value = 0;
        foreach (byte part in Take(width))
        {
            value = (value << 8) | part;
        }

        return value;
    }

    private readonly int Count(long count, int bytesEach) => count * bytesEach <= Remaining
        ? (int)count
        : throw new MessagePackFormatException($"{count} elements are announced at byte {Position}, but only {Remaining} bytes follow");

    private readonly int Count(ulong count, int bytesEach) => Count((long)count, bytesEach);

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length > Remaining)
        {
            throw new MessagePackFormatException($"{length} bytes are announced at byte {Position}, but only {Remaining} follow");
        }

        ReadOnlySpan<byte> taken = data.Slice(Position, (int)length);
        Position += (int)length;
        return taken;
    }

    private readonly MessagePackFormatException Unexpected(byte code, string wanted) =>
        new($"expected {wanted} but found code 0x{code:x2} at byte {Position - 1}");
}
