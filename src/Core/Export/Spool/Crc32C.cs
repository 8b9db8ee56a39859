using System.Numerics;
using System.Runtime.InteropServices;

namespace Waybill.Core.Export.Spool;

/// <summary>The Castagnoli checksum (RFC 3720, B.4) of bytes that come in pieces. The processor computes it.</summary>
internal struct Crc32C()
{
    private uint state = uint.MaxValue;

    internal readonly uint Value => ~state;

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            state = BitOperations.Crc32C(state, BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (var one in bytes[(words.Length * sizeof(ulong))..])
        {
            state = BitOperations.Crc32C(state, one);
        }
    }
}
