using System.Buffers.Binary;
using System.Text;

namespace Waybill.Core.Export;

/// <summary>Writes MessagePack into a buffer that grows and is used again: what the agent's payload needs, no more.</summary>
/// <remarks>https://github.com/msgpack/msgpack/blob/master/spec.md. Integers take their smallest form.</remarks>
internal sealed class MessagePackWriter
{
    private const int LengthOf32BitHeader = 5;

    private byte[] buffer = new byte[64 * 1024];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    /// <summary>Forgets what was written from a position on.</summary>
    internal void Truncate(int length) => Length = length;

    internal void WriteNil() => Reserve(1)[0] = 0xC0;

    internal void WriteMapHeader(int count) => WriteHeader(count, 0x80, 0xDE);

    internal void WriteArrayHeader(int count) => WriteHeader(count, 0x90, 0xDC);

    /// <summary>Begins a map whose size is not known yet.</summary>
    /// <returns>Its position, for <see cref="EndMap"/>.</returns>
    internal int BeginMap()
    {
        var at = Length;
        Reserve(LengthOf32BitHeader)[0] = 0xDF;
        return at;
    }

    internal void EndMap(int at, int count) => BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(at + 1), count);

    internal void WriteString(ReadOnlySpan<char> value)
    {
        // Room for the longest case; the header's size is known only when the bytes are.
        var at = Length;
        var room = Reserve(LengthOf32BitHeader + Encoding.UTF8.GetMaxByteCount(value.Length));
        Length = at;
        var headerLength = value.Length <= 10 ? 1 : LengthOf32BitHeader; // 10 characters are at most 31 bytes, the short form's limit
        var length = Encoding.UTF8.GetBytes(value, room[headerLength..]);
        if (headerLength == 1)
        {
            room[0] = (byte)(0xA0 | length);
        }
        else
        {
            room[0] = 0xDB;
            BinaryPrimitives.WriteInt32BigEndian(room[1..], length);
        }

        Length = at + headerLength + length;
    }

    /// <summary>Text that is in UTF-8 already and at most 31 bytes long: the keys.</summary>
    internal void WriteKey(ReadOnlySpan<byte> utf8)
    {
        var room = Reserve(1 + utf8.Length);
        room[0] = (byte)(0xA0 | utf8.Length);
        utf8.CopyTo(room[1..]);
    }

    internal void WriteUInt(ulong value)
    {
        switch (value)
        {
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
            case <= uint.MaxValue:
                var four = Reserve(5);
                four[0] = 0xCE;
                BinaryPrimitives.WriteUInt32BigEndian(four[1..], (uint)value);
                break;
            default:
                var eight = Reserve(9);
                eight[0] = 0xCF;
                BinaryPrimitives.WriteUInt64BigEndian(eight[1..], value);
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
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, at + length));
        }

        Length = at + length;
        return buffer.AsSpan(at, length);
    }
}
