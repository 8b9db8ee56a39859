using System.Diagnostics.CodeAnalysis;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>Chunks that wait to be encoded, bounded by an estimate of the memory that their Activities hold. Nobody waits for room.</summary>
internal sealed class ChunkQueue(long maxBytes)
{
    /// <summary>Encoded soon, spans die young: those that live through several garbage collections cost more than all that is done with them.</summary>
    private const int DueSpans = 1024;

    private readonly Lock gate = new();
    private readonly Queue<TraceChunk> chunks = new();
    private long bytes;
    private int spans;
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
    /// <param name="isDue">True when it is time to encode, although the interval is not over.</param>
    internal DropReason? TryAdd(TraceChunk chunk, out bool isDue)
    {
        var size = chunk.Bytes;
        lock (gate)
        {
            isDue = false;
            if (isClosed)
            {
                return DropReason.Shutdown;
            }

            // One giant may enter an empty queue: whether it is too large for a payload is for the encoder to say.
            if (bytes + size > maxBytes && bytes > 0)
            {
                return DropReason.QueueFull;
            }

            var isFew = spans < DueSpans;
            bytes += size;
            spans += chunk.Spans.Count;
            chunks.Enqueue(chunk);
            isDue = (isFew && spans >= DueSpans) || bytes > maxBytes / 2;
            return null;
        }
    }

    internal bool TryTake([MaybeNullWhen(false)] out TraceChunk chunk)
    {
        lock (gate)
        {
            if (!chunks.TryDequeue(out chunk))
            {
                return false;
            }

            bytes -= chunk.Bytes;
            spans -= chunk.Spans.Count;
            return true;
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
