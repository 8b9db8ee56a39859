using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>Chunks that wait to be encoded, bounded by an estimate of the memory that their Activities hold. Nobody waits for room.</summary>
/// <remarks>
/// Without a lock, which all threads that end spans would share: a chunk's memory is counted first, then it is added, so that what is counted
/// when the queue is closed will come.
/// </remarks>
internal sealed class ChunkQueue(long maxBytes)
{
    /// <summary>About a thousand spans. Encoded soon, spans die young: those that live through several garbage collections cost more than all that is done with them.</summary>
    internal const int DueBytes = 1024 * 1024;

    /// <summary>About a second: whoever adds a chunk may have come to grief between the counting and the adding.</summary>
    private const int MaxSpins = 1000;

    /// <summary>Added to the bytes by <see cref="Close"/>.</summary>
    private const long Closed = 1L << 62;

    private readonly ConcurrentQueue<TraceChunk> chunks = new();
    private long bytes;

    internal long Bytes => Interlocked.Read(ref bytes) & (Closed - 1);

    /// <summary>Adds a chunk, or says why not.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="isDue">True when it is time to encode, although the interval is not over.</param>
    internal DropReason? TryAdd(TraceChunk chunk, out bool isDue)
    {
        isDue = false;
        var size = chunk.Bytes;
        var all = Interlocked.Add(ref bytes, size);

        // One giant may enter an empty queue: whether it is too large for a payload is for the encoder to say.
        if (all >= Closed || (all > maxBytes && all > size))
        {
            Interlocked.Add(ref bytes, -size);
            return all >= Closed ? DropReason.Shutdown : DropReason.QueueFull;
        }

        chunks.Enqueue(chunk);
        isDue = (all >= DueBytes && all - size < DueBytes) || all > maxBytes / 2;
        return null;
    }

    internal bool TryTake([MaybeNullWhen(false)] out TraceChunk chunk)
    {
        SpinWait wait = default;
        while (!chunks.TryDequeue(out chunk))
        {
            if (Interlocked.Read(ref bytes) <= Closed || wait.Count == MaxSpins)
            {
                return false;
            }

            wait.SpinOnce(); // closed, and the last chunks are on their way in
        }

        Interlocked.Add(ref bytes, -chunk.Bytes);
        return true;
    }

    /// <summary>Lets nothing in any more: what is taken after this is the last.</summary>
    internal void Close() => Interlocked.Or(ref bytes, Closed);
}
