using System.Diagnostics.CodeAnalysis;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>Chunks that wait to be encoded, bounded by an estimate of the memory that their Activities hold. Nobody waits for room.</summary>
/// <remarks>Split into parts with a lock each, so that threads that end spans meet only when their traces fall into the same one. Chunks of one trace keep their order.</remarks>
internal sealed class ChunkQueue
{
    private const int PartCount = 16;

    /// <summary>
    /// In one part; about a thousand in all. Encoded soon, spans die young: those that live through several garbage collections cost more than all
    /// that is done with them.
    /// </summary>
    private const int DueSpans = 1024 / PartCount;

    private readonly Part[] parts = [.. Enumerable.Range(0, PartCount).Select(_ => new Part())];
    private readonly long maxBytes;
    private long bytes;
    private Queue<TraceChunk> taken = new();

    internal ChunkQueue(long maxBytes) => this.maxBytes = maxBytes;

    internal long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Adds a chunk, or says why not.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="isDue">True when it is time to encode, although the interval is not over.</param>
    internal DropReason? TryAdd(TraceChunk chunk, out bool isDue)
    {
        isDue = false;
        var part = parts[chunk.TraceId.Lower % PartCount];
        lock (part.Gate)
        {
            if (part.IsClosed)
            {
                return DropReason.Shutdown;
            }

            // One giant may enter an empty queue: whether it is too large for a payload is for the encoder to say.
            var all = Interlocked.Add(ref bytes, chunk.Bytes);
            if (all > maxBytes && all > chunk.Bytes)
            {
                Interlocked.Add(ref bytes, -chunk.Bytes);
                return DropReason.QueueFull;
            }

            var isFew = part.Spans < DueSpans;
            part.Spans += chunk.Spans.Length;
            part.Chunks.Enqueue(chunk);
            isDue = (isFew && part.Spans >= DueSpans) || all > maxBytes / 2;
            return null;
        }
    }

    /// <summary>Takes a chunk. For one thread at a time.</summary>
    internal bool TryTake([MaybeNullWhen(false)] out TraceChunk chunk)
    {
        for (var index = 0; index < PartCount && taken.Count == 0; index++)
        {
            parts[index].Swap(ref taken);
        }

        if (!taken.TryDequeue(out chunk))
        {
            return false;
        }

        Interlocked.Add(ref bytes, -chunk.Bytes);
        return true;
    }

    /// <summary>Lets nothing in any more: what is taken after this is the last.</summary>
    internal void Close()
    {
        foreach (var part in parts)
        {
            lock (part.Gate)
            {
                part.IsClosed = true;
            }
        }
    }

    private sealed class Part
    {
        internal Lock Gate { get; } = new();

        internal Queue<TraceChunk> Chunks { get; private set; } = new();

        internal int Spans { get; set; }

        internal bool IsClosed { get; set; }

        /// <summary>Gives what it has for an empty queue.</summary>
        internal void Swap(ref Queue<TraceChunk> empty)
        {
            lock (Gate)
            {
                if (Chunks.Count > 0)
                {
                    (Chunks, empty) = (empty, Chunks);
                    Spans = 0;
                }
            }
        }
    }
}
