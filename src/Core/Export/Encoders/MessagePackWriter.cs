using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Waybill.Core.Export.Encoders;

/// <summary>Writes MessagePack into a buffer that grows and is used again: what the agent's payload needs, no more.</summary>
/// <remarks>https://github.com/msgpack/msgpack/blob/master/spec.md. Integers and headers take their smallest form.</remarks>
/// <param name="capacity">Bytes that fit in before the buffer grows.</param>
internal sealed partial class MessagePackWriter(int capacity = 64 * 1024)
{
    private const int LengthOf32BitHeader = 5;

    private byte[] buffer = new byte[capacity];

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

    /// <summary>Text that is in UTF-8 already and at most 31 bytes long: the keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // of a constant, this is a few moves
    internal void WriteKey(ReadOnlySpan<byte> utf8)
    {
        var room = Reserve(1 + utf8.Length);
        room[0] = (byte)(0xA0 | utf8.Length);
        utf8.CopyTo(room[1..]);
    }

    /// <summary>A key of at most 31 bytes, and a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // of a constant, this is a few moves
    internal void WritePair(ReadOnlySpan<byte> utf8, ulong value)
    {
        if (value <= uint.MaxValue)
        {
            WriteKey(utf8);
            WriteUInt(value);
            return;
        }

        var room = Reserve(1 + utf8.Length + 9);
        room[0] = (byte)(0xA0 | utf8.Length);
        utf8.CopyTo(room[1..]);
        room[1 + utf8.Length] = 0xCF;
        BinaryPrimitives.WriteUInt64BigEndian(room[(2 + utf8.Length)..], value);
    }

    /// <summary>A key of at most 31 bytes, and a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // of a constant, this is a few moves
    internal void WritePair(ReadOnlySpan<byte> utf8, double value)
    {
        var room = Reserve(1 + utf8.Length + 9);
        room[0] = (byte)(0xA0 | utf8.Length);
        utf8.CopyTo(room[1..]);
        room[1 + utf8.Length] = 0xCB;
        BinaryPrimitives.WriteDoubleBigEndian(room[(2 + utf8.Length)..], value);
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

    /// <summary>So many bytes, which count as written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int length)
    {
        ref var room = ref Room(length);
        Length += length;
        return MemoryMarshal.CreateSpan(ref room, length);
    }

    /// <summary>The first of so many bytes behind what was written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Room(int length)
    {
        if (buffer.Length - Length < length)
        {
            Grow(length);
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer), Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int length) => Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Length + length));
}
