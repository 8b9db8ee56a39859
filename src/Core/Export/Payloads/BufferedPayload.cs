namespace Waybill.Core.Export.Payloads;

/// <summary>A payload in memory: blocks of a pool, to which it gives them back.</summary>
internal sealed class BufferedPayload(PayloadPool pool) : Payload
{
    private readonly List<byte[]> blocks = [];
    private readonly List<PayloadChunk> chunks = [];

    internal override IReadOnlyList<PayloadChunk> Chunks => chunks;

    internal override bool IsSpooled => false;

    /// <summary>Its place in the order of all payloads. Given by the queue.</summary>
    internal long Number { get; set; }

    /// <summary>Whether somebody sends it or writes it to disk. Guarded by the queue.</summary>
    internal bool IsClaimed { get; set; }

    /// <summary>Adds a chunk; without enough memory it changes nothing.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> encoded, int spans)
    {
        var before = blocks.Count;
        var at = Length;
        var end = at + encoded.Length;
        while (blocks.Count * PayloadPool.BlockBytes < end)
        {
            if (pool.TryRentBlock() is not { } block)
            {
                pool.Return(blocks, before);
                return false;
            }

            blocks.Add(block);
        }

        while (!encoded.IsEmpty)
        {
            var room = blocks[at / PayloadPool.BlockBytes].AsSpan(at % PayloadPool.BlockBytes);
            var part = encoded[..Math.Min(room.Length, encoded.Length)];
            part.CopyTo(room);
            at += part.Length;
            encoded = encoded[part.Length..];
        }

        chunks.Add(new PayloadChunk(end, spans));
        return true;
    }

    /// <summary>The bytes of a range up to the end of the block that it begins in.</summary>
    internal ReadOnlyMemory<byte> Read(int start, int length)
    {
        var at = start % PayloadPool.BlockBytes;
        return blocks[start / PayloadPool.BlockBytes].AsMemory(at, Math.Min(length, PayloadPool.BlockBytes - at));
    }

    internal override async Task CopyToAsync(Stream stream, int start, int length, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            var part = Read(start, length);
            await stream.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            start += part.Length;
            length -= part.Length;
        }
    }

    /// <summary>Gives its memory back. Nobody may use it any more.</summary>
    internal void Recycle()
    {
        pool.Return(blocks, 0);
        chunks.Clear();
        Answered = 0;
        IsClaimed = false;
        pool.Return(this);
    }
}
