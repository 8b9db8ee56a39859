using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Waybill.Core.Export;

/// <summary>Writes MessagePack into a buffer that grows and is used again: what the agent's payload needs, no more.</summary>
/// <remarks>https://github.com/msgpack/msgpack/blob/master/spec.md. Integers and headers take their smallest form.</remarks>
internal sealed class MessagePackWriter
{
    private const int LengthOf32BitHeader = 5;
    private const int LongestShortText = 31;

    private byte[] buffer = new byte[64 * 1024];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    /// <summary>Forgets what was written from a position on.</summary>
    internal void Truncate(int length) => Length = length;

    internal void WriteNil() => Reserve(1)[0] = 0xC0;

    internal void WriteBoolean(bool value) => Reserve(1)[0] = (byte)(value ? 0xC3 : 0xC2);

    internal void WriteMapHeader(int count) => WriteHeader(count, 0x80, 0xDE);

    internal void WriteArrayHeader(int count) => WriteHeader(count, 0x90, 0xDC);

    /// <summary>Begins a map whose size is not known yet.</summary>
    /// <returns>Its position, for <see cref="End"/>.</returns>
    internal int BeginMap() => Begin(0xDF);

    /// <summary>Begins an array whose size is not known yet.</summary>
    /// <returns>Its position, for <see cref="End"/>.</returns>
    internal int BeginArray() => Begin(0xDD);

    internal void End(int at, int count) => BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(at + 1), count);

    internal void WriteString(ReadOnlySpan<char> value)
    {
        var at = Length;
        var header = HeaderLength(value.Length);
        var room = Reserve(header + value.Length);
        if (AsciiText.TryCopy(value, room[header..]))
        {
            WriteTextHeader(room, value.Length);
            return;
        }

        Length = at;
        WriteUnicode(value);
    }

    /// <summary>Two texts, a key and its value.</summary>
    internal void WritePair(string key, string value)
    {
        var at = Length;
        var keyHeader = HeaderLength(key.Length);
        var valueHeader = HeaderLength(value.Length);
        var room = Reserve(keyHeader + key.Length + valueHeader + value.Length);
        WriteTextHeader(room, key.Length);
        var second = room[(keyHeader + key.Length)..];
        WriteTextHeader(second, value.Length);
        if (!(AsciiText.TryCopy(key, room[keyHeader..]) & AsciiText.TryCopy(value, second[valueHeader..])))
        {
            Length = at;
            WriteString(key);
            WriteString(value);
        }
    }

    internal void WriteString(in JoinedText value)
    {
        if (value.IsOnePart)
        {
            WriteString(value.First);
            return;
        }

        var at = Length;
        var length = value.Length;
        var room = Reserve(HeaderLength(length) + length);
        WriteTextHeader(room, length);
        room = room[HeaderLength(length)..];
        if (TakeAscii(value.First, ref room) && TakeAscii(value.Second, ref room) && TakeAscii(value.Third, ref room) && TakeAscii(value.Last, ref room))
        {
            return;
        }

        Length = at;
        WriteUnicode(value.ToString());
    }

    /// <summary>Text that is in UTF-8 already.</summary>
    internal void WriteUtf8(ReadOnlySpan<byte> utf8)
    {
        WriteTextHeader(utf8.Length);
        WriteRaw(utf8);
    }

    /// <summary>Begins a text whose bytes, in UTF-8, follow as raw ones.</summary>
    internal void WriteTextHeader(int bytes) => WriteTextHeader(Reserve(HeaderLength(bytes)), bytes);

    /// <summary>Text that is in UTF-8 already and at most 31 bytes long: the keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // of a constant, this is a few moves
    internal void WriteKey(ReadOnlySpan<byte> utf8)
    {
        var room = Reserve(1 + utf8.Length);
        room[0] = (byte)(0xA0 | utf8.Length);
        utf8.CopyTo(room[1..]);
    }

    internal void WriteInt(long value)
    {
        if (value >= 0)
        {
            WriteUInt((ulong)value);
        }
        else
        {
            var room = Reserve(9);
            room[0] = 0xD3;
            BinaryPrimitives.WriteInt64BigEndian(room[1..], value);
        }
    }

    internal void WriteUInt(ulong value)
    {
        switch (value)
        {
            case > uint.MaxValue:
                var eight = Reserve(9);
                eight[0] = 0xCF;
                BinaryPrimitives.WriteUInt64BigEndian(eight[1..], value);
                break;
            case <= 0x7F:
                Reserve(1)[0] = (byte)value;
                break;
            case <= byte.MaxValue:
                var one = Reserve(2);
                one[0] = 0xCC;
                one[1] = (byte)value;
                break;
            case <= ushort.MaxValue:
                var two = Reserve(3);
                two[0] = 0xCD;
                BinaryPrimitives.WriteUInt16BigEndian(two[1..], (ushort)value);
                break;
            default:
                var four = Reserve(5);
                four[0] = 0xCE;
                BinaryPrimitives.WriteUInt32BigEndian(four[1..], (uint)value);
                break;
        }
    }

    internal void WriteDouble(double value)
    {
        var room = Reserve(9);
        room[0] = 0xCB;
        BinaryPrimitives.WriteDoubleBigEndian(room[1..], value);
    }

    internal void WriteRaw(ReadOnlySpan<byte> encoded) => encoded.CopyTo(Reserve(encoded.Length));

    private int Begin(byte form)
    {
        var at = Length;
        Reserve(LengthOf32BitHeader)[0] = form;
        return at;
    }

    private static int HeaderLength(int bytes) => bytes switch
    {
        <= LongestShortText => 1,
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        _ => LengthOf32BitHeader,
    };

    private static void WriteTextHeader(Span<byte> room, int bytes)
    {
        switch (bytes)
        {
            case <= LongestShortText:
                room[0] = (byte)(0xA0 | bytes);
                break;
            case <= byte.MaxValue:
                room[0] = 0xD9;
                room[1] = (byte)bytes;
                break;
            case <= ushort.MaxValue:
                room[0] = 0xDA;
                BinaryPrimitives.WriteUInt16BigEndian(room[1..], (ushort)bytes);
                break;
            default:
                room[0] = 0xDB;
                BinaryPrimitives.WriteInt32BigEndian(room[1..], bytes);
                break;
        }
    }

    private static bool TakeAscii(ReadOnlySpan<char> text, ref Span<byte> room)
    {
        var isAscii = AsciiText.TryCopy(text, room);
        room = room[text.Length..];
        return isAscii;
    }

    private void WriteUnicode(ReadOnlySpan<char> value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        var header = HeaderLength(bytes);
        var room = Reserve(header + bytes);
        WriteTextHeader(room, bytes);
        Encoding.UTF8.GetBytes(value, room[header..]);
    }

    private void WriteHeader(int count, byte shortForm, byte form16)
    {
        if (count <= 15)
        {
            Reserve(1)[0] = (byte)(shortForm | count);
        }
        else if (count <= ushort.MaxValue)
        {
            var room = Reserve(3);
            room[0] = form16;
            BinaryPrimitives.WriteUInt16BigEndian(room[1..], (ushort)count);
        }
        else
        {
            var room = Reserve(LengthOf32BitHeader);
            room[0] = (byte)(form16 + 1);
            BinaryPrimitives.WriteInt32BigEndian(room[1..], count);
        }
    }

    private Span<byte> Reserve(int length)
    {
        var at = Length;
        if (buffer.Length - at < length)
        {
            Grow(length);
        }

        Length = at + length;
        return buffer.AsSpan(at, length);
    }

    private void Grow(int length) => Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Length + length));
}
