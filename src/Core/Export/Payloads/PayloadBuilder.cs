using Waybill.Core.Export.Encoders;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Payloads;

/// <summary>
/// Gathers encoded chunks until they make a payload. A chunk is encoded on its own first, and then copied into the payload's blocks: so whoever closes
/// the builder gets what is encoded, although the text of a tag may never come.
/// </summary>
internal sealed class PayloadBuilder(SpanEncoder encoder, PayloadPool pool, int maxBytes)
{
    private const int HeaderLength = 5; // the payload's array header, which is written when it is sent
    private readonly Lock gate = new();
    private MessagePackWriter scratch = new();
    private BufferedPayload payload = pool.RentPayload();
    private TraceChunk? inHand;
    private TraceChunk? abandoned;
    private bool isClosed;

    /// <summary>Adds a chunk; what cannot be added leaves the builder as it was. One thread at a time.</summary>
    internal AddResult TryAdd(TraceChunk chunk)
    {
        Volatile.Write(ref inHand, chunk);
        var isEncoded = TryEncode(chunk);
        lock (gate)
        {
            if (isClosed)
            {
                return abandoned == chunk ? AddResult.Abandoned : AddResult.Closed;
            }

            inHand = null;
            return isEncoded ? Append(chunk.Spans.Length) : AddResult.Failed;
        }
    }

    /// <summary>What was gathered; null when there is nothing.</summary>
    internal BufferedPayload? TryTake()
    {
        lock (gate)
        {
            if (payload.Chunks.Count == 0)
            {
                return null;
            }

            var taken = payload;
            payload = pool.RentPayload();
            return taken;
        }
    }

    /// <summary>Takes nothing more. What was gathered is still there to take.</summary>
    /// <returns>The chunk whose encoding has not ended, for the caller to account for; null when there is none.</returns>
    internal TraceChunk? Close()
    {
        lock (gate)
        {
            isClosed = true;
            return abandoned = Volatile.Read(ref inHand);
        }
    }

    private bool TryEncode(TraceChunk chunk)
    {
        scratch.Truncate(0);
        try
        {
            encoder.Encode(chunk, scratch, isFirstOfPayload: payload.Chunks.Count == 0);
            return true;
        }
#pragma warning disable CA1031 // A tag's own ToString may throw anything: it costs its chunk, not the ones beside it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private AddResult Append(int spans)
    {
        if (scratch.Length > maxBytes - HeaderLength)
        {
            scratch = new MessagePackWriter(); // one giant must not hold memory for ever
            return AddResult.TooLarge;
        }

        return payload.Length + scratch.Length > maxBytes - HeaderLength ? AddResult.Full
            : payload.TryAdd(scratch.Written, spans) ? AddResult.Added
            : AddResult.NoMemory;
    }

    internal enum AddResult
    {
        Added,

        /// <summary>Not beside what is there already: take that first.</summary>
        Full,

        /// <summary>Not in any payload.</summary>
        TooLarge,

        Failed,

        /// <summary>Not before other payloads have gone.</summary>
        NoMemory,

        /// <summary>The builder was closed, and whoever did that knew nothing of the chunk.</summary>
        Closed,

        /// <summary>The builder was closed meanwhile: whoever did that accounts for the chunk.</summary>
        Abandoned,
    }
}
