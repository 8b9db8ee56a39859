using System.Diagnostics.CodeAnalysis;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>Chunks that wait to be encoded, bounded by an estimate of the memory that their Activities hold. Nobody waits for room.</summary>
internal sealed class ChunkQueue(long maxBytes)
{
    private readonly Lock gate = new();
    private readonly Queue<(TraceChunk Chunk, long Bytes)> chunks = new();
    private long bytes;
    private bool isClosed;

    internal long Bytes
    {
        get
        {
            lock (gate)
            {
                return bytes;
            }
        }
    }

    /// <summary>Adds a chunk, or says why not.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="isHalfFull">True when it is time to encode, although the interval is not over.</param>
    internal DropReason? TryAdd(TraceChunk chunk, out bool isHalfFull)
    {
        var size = ActivitySize.Estimate(chunk);
        lock (gate)
        {
            isHalfFull = bytes + size > maxBytes / 2;
            if (isClosed)
            {
                return DropReason.Shutdown;
            }

            // One giant may enter an empty queue: whether it is too large for a payload is for the encoder to say.
            if (bytes + size > maxBytes && bytes > 0)
            {
                return DropReason.QueueFull;
            }

            bytes += size;
            chunks.Enqueue((chunk, size));
            return null;
        }
    }

    internal bool TryTake([MaybeNullWhen(false)] out TraceChunk chunk)
    {
        lock (gate)
        {
            var isTaken = chunks.TryDequeue(out var entry);
            chunk = entry.Chunk;
            bytes -= entry.Bytes;
            return isTaken;
        }
    }

    /// <summary>Lets nothing in any more: what is taken after this is the last.</summary>
    internal void Close()
    {
        lock (gate)
        {
            isClosed = true;
        }
    }
}
