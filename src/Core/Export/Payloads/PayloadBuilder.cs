using Waybill.Core.Export.Encoders;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Payloads;

/// <summary>Gathers encoded chunks until they make a payload. A chunk is encoded on its own first, and then copied into the payload's blocks.</summary>
internal sealed class PayloadBuilder(SpanEncoder encoder, PayloadPool pool, int maxBytes)
{
    private const int HeaderLength = 5; // the payload's array header, which is written when it is sent
    private MessagePackWriter scratch = new();
    private BufferedPayload payload = pool.RentPayload();

    internal bool IsEmpty => payload.Chunks.Count == 0;

    /// <summary>Adds a chunk; what cannot be added leaves the builder as it was.</summary>
    internal AddResult TryAdd(TraceChunk chunk)
    {
        scratch.Truncate(0);
        try
        {
            encoder.Encode(chunk, scratch, isFirstOfPayload: IsEmpty);
        }
#pragma warning disable CA1031 // A tag's own ToString may throw anything: it costs its chunk, not the ones beside it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return AddResult.Failed;
        }

        if (scratch.Length > maxBytes - HeaderLength)
        {
            scratch = new MessagePackWriter(); // one giant must not hold memory for ever
            return AddResult.TooLarge;
        }

        return payload.Length + scratch.Length > maxBytes - HeaderLength ? AddResult.Full
            : payload.TryAdd(scratch.Written, chunk.Spans.Count) ? AddResult.Added
            : AddResult.NoMemory;
    }

    internal BufferedPayload Take()
    {
        var taken = payload;
        payload = pool.RentPayload();
        return taken;
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
    }
}
