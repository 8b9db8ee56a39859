using Waybill.Core.Export.Payloads;
using Waybill.Core.Export.Spool;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>Takes chunks from the queue and gathers them, encoded, in payloads for the sender. Where memory has no room, the oldest payload goes to disk.</summary>
#pragma warning disable CA1001 // A flush may come after the end; and a semaphore that nobody waits for with a handle holds nothing.
internal sealed class EncodingStage(
    ChunkQueue queue, PayloadBuilder builder, PayloadQueue payloads, DiskSpool? spool, SpanLedger ledger, Action wakeSender, Action<string> log)
#pragma warning restore CA1001
{
    /// <summary>How long a disk that has failed is left alone: spans may end faster than a full disk says so.</summary>
    private static readonly TimeSpan DiskPause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turn = new(1, 1);
    private long diskRestsUntil;

    /// <summary>Encodes what is in the queue.</summary>
    /// <param name="seal">Whether what was gathered goes to the sender at once.</param>
    internal async Task EncodeAsync(bool seal)
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            while (queue.TryTake(out var chunk))
            {
                EncodeSafely(chunk);
            }

            if (seal)
            {
                Seal();
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Counts what was not encoded in time as lost; what was is sent.</summary>
    internal void GiveUp()
    {
        var unfinished = builder.Close();
        ledger.Drop(unfinished?.Spans.Length ?? 0, DropReason.Shutdown);
        while (queue.TryTake(out var chunk))
        {
            ledger.Drop(chunk.Spans.Length, DropReason.Shutdown);
        }

        Seal();
        log($"the text of a tag takes too long to make{(unfinished is null ? "" : $", in a trace of {unfinished.Spans[0].DisplayName}")}: spans were given up.");
    }

    /// <summary>Sends a claimed payload to disk.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="otherwise">Why its spans are lost where there is no spool; null keeps it in memory when the disk does not take it.</param>
    internal bool Store(BufferedPayload payload, DropReason? otherwise)
    {
        var refused = spool is null ? otherwise : spool.TryStore(payload);
        if (refused is not null && otherwise is null)
        {
            payloads.Release(payload);
            diskRestsUntil = Environment.TickCount64 + (long)DiskPause.TotalMilliseconds;
            return false;
        }

        if (refused is { } reason)
        {
            ledger.Drop(payload.Spans, reason);
        }

        payloads.Remove(payload);
        return true;
    }

    /// <summary>What nobody foresaw costs the chunk, and not the loop.</summary>
    private void EncodeSafely(TraceChunk chunk)
    {
        try
        {
            Encode(chunk);
        }
#pragma warning disable CA1031 // What nobody foresaw has no type.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ledger.Drop(chunk.Spans.Length, DropReason.EncodingFailed);
            log($"{chunk.Spans.Length} spans could not be taken up: {exception.Message}");
        }
    }

    private void Encode(TraceChunk chunk)
    {
        var result = builder.TryAdd(chunk);
        if (result == PayloadBuilder.AddResult.Full)
        {
            Seal();
            result = builder.TryAdd(chunk);
        }

        while (result == PayloadBuilder.AddResult.NoMemory && TryMakeRoom())
        {
            result = builder.TryAdd(chunk);
        }

        if (result is not (PayloadBuilder.AddResult.Added or PayloadBuilder.AddResult.Abandoned))
        {
            ledger.Drop(chunk.Spans.Length, result switch
            {
                PayloadBuilder.AddResult.Closed => DropReason.Shutdown,
                PayloadBuilder.AddResult.TooLarge => DropReason.TooLarge,
                PayloadBuilder.AddResult.NoMemory => DropReason.BufferFull,
                _ => DropReason.EncodingFailed,
            });
        }
    }

    /// <summary>Sends the oldest payload that nobody works on from memory to disk.</summary>
    private bool TryMakeRoom()
    {
        if (spool is null || Environment.TickCount64 < diskRestsUntil)
        {
            return false;
        }

        var payload = payloads.TryClaim();
        if (payload is null)
        {
            Seal();
            payload = payloads.TryClaim();
        }

        return payload is not null && Store(payload, otherwise: null);
    }

    private void Seal()
    {
        if (builder.TryTake() is { } payload)
        {
            payloads.Enqueue(payload);
            wakeSender();
        }
    }
}
