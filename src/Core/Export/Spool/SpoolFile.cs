using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Waybill.Core.Export.Payloads;

namespace Waybill.Core.Export.Spool;

/// <summary>
/// The format of a file: 24 bytes of head (mark, length of the body, number of chunks, checksum of body and chunks, 4 bytes of zero), the body, and for
/// each chunk its end in the body and its spans. Integers are little-endian, of 32 bits.
/// </summary>
internal static class SpoolFile
{
    internal const int HeadLength = 24;
    private const int ChunkLength = 8;
    private const int BufferLength = 64 * 1024;

    private static ReadOnlySpan<byte> Mark => "WAYBILL1"u8;

    internal static long LengthOf(Payload payload) => HeadLength + payload.Length + ((long)payload.Chunks.Count * ChunkLength);

    /// <summary>Writes a whole file, under a temporary name until it is on the disk.</summary>
    internal static void Write(string path, BufferedPayload payload)
    {
        var temporary = path + SpoolName.TemporaryEnding;
        try
        {
            using (FileStream stream = new(temporary, Options()))
            {
                Write(stream, payload);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Reads the list of chunks, and all bytes once for their checksum.</summary>
    /// <returns>Null when the file is not what was written.</returns>
    internal static PayloadChunk[]? Read(FileStream stream)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        if (stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false) < HeadLength || !head.StartsWith(Mark))
        {
            return null;
        }

        var body = BinaryPrimitives.ReadInt32LittleEndian(head[8..]);
        var count = BinaryPrimitives.ReadInt32LittleEndian(head[12..]);
        if (body < 0 || count < 0 || count > body || (long)count * ChunkLength > Array.MaxLength || stream.Length != HeadLength + body + ((long)count * ChunkLength))
        {
            return null;
        }

        Crc32C checksum = new();
        var buffer = new byte[BufferLength];
        for (var left = body; left > 0;)
        {
            var read = stream.Read(buffer, 0, Math.Min(left, BufferLength));
            if (read == 0)
            {
                return null;
            }

            checksum.Add(buffer.AsSpan(0, read));
            left -= read;
        }

        var table = new byte[count * ChunkLength];
        if (stream.ReadAtLeast(table, table.Length, throwOnEndOfStream: false) < table.Length)
        {
            return null;
        }

        checksum.Add(table);
        return checksum.Value == BinaryPrimitives.ReadUInt32LittleEndian(head[16..]) ? ChunksOf(table, body) : null;
    }

    internal static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It stays, and counts against the cap.
        }
    }

    private static void Write(FileStream stream, BufferedPayload payload)
    {
        var table = new byte[payload.Chunks.Count * ChunkLength];
        for (var index = 0; index < payload.Chunks.Count; index++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(table.AsSpan(index * ChunkLength), payload.Chunks[index].End);
            BinaryPrimitives.WriteInt32LittleEndian(table.AsSpan((index * ChunkLength) + 4), payload.Chunks[index].Spans);
        }

        Crc32C checksum = new();
        stream.Position = HeadLength;
        for (var at = 0; at < payload.Length;)
        {
            var part = payload.Read(at, payload.Length - at).Span;
            checksum.Add(part);
            stream.Write(part);
            at += part.Length;
        }

        checksum.Add(table);
        stream.Write(table);

        Span<byte> head = stackalloc byte[HeadLength];
        head.Clear();
        Mark.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], payload.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], payload.Chunks.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(head[16..], checksum.Value);
        stream.Position = 0;
        stream.Write(head);
    }

    private static PayloadChunk[]? ChunksOf(ReadOnlySpan<byte> table, int body)
    {
        var numbers = MemoryMarshal.Cast<byte, int>(table);
        var chunks = new PayloadChunk[numbers.Length / 2];
        var before = 0;
        for (var index = 0; index < chunks.Length; index++)
        {
            chunks[index] = new PayloadChunk(Number(numbers[2 * index]), Number(numbers[(2 * index) + 1]));
            if (chunks[index].End < before || chunks[index].Spans < 0)
            {
                return null;
            }

            before = chunks[index].End;
        }

        return before == body ? chunks : null;

        static int Number(int stored) => BitConverter.IsLittleEndian ? stored : BinaryPrimitives.ReverseEndianness(stored);
    }

    private static FileStreamOptions Options()
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // spans may tell of the users
        }

        return options;
    }
}
