using Waybill.Core.Export.Agent;
using Waybill.Core.Export.Encoders;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Export.Spool;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>
/// Takes the chunks of ended spans from the threads that ended them, encodes them in the background and sends them to the agent. Bounded at
/// both steps; whoever ends a span never waits.
/// </summary>
internal sealed class SpanWriter : IAsyncDisposable
{
    /// <summary>The part of the memory that is for spans that wait to be encoded; the rest is for encoded ones.</summary>
    private const int QueuePart = 4;

    /// <summary>How long an ended span may wait for others to be sent along with.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long a disk that has failed is left alone: spans may end faster than a full disk says so.</summary>
    private static readonly TimeSpan DiskPause = TimeSpan.FromSeconds(1);

    private readonly SpanLedger ledger = new();
    private readonly ChunkQueue queue;
    private readonly PayloadPool pool;
    private readonly PayloadQueue payloads = new();
    private readonly AgentInfo agent;
    private readonly PayloadBuilder builder;
    private readonly DiskSpool? spool;
    private readonly PayloadSender sender;
    private readonly Signal wake = new();
    private readonly SemaphoreSlim encoding = new(1, 1);
    private readonly CancellationTokenSource closing = new();
    private readonly TimeSpan shutdownTimeout;
    private readonly Action<string> log;
    private readonly Task loop;
    private long diskRestsUntil;

    internal SpanWriter(TracerSettings settings)
    {
        var export = settings.Export;
        log = settings.Tell;
        shutdownTimeout = export.ShutdownTimeout;
        queue = new ChunkQueue(export.MaxMemoryBytes / QueuePart);
        var encodedBytes = export.MaxMemoryBytes - (export.MaxMemoryBytes / QueuePart);
        pool = new PayloadPool(encodedBytes);

        agent = new AgentInfo(settings);

        // Half at most, so that one can be built while another is sent.
        builder = new PayloadBuilder(new SpanEncoder(settings, agent.Features), pool, (int)Math.Min(export.MaxPayloadBytes, encodedBytes / 2));
        spool = export.SpoolDirectory is { Length: > 0 } folder ? new DiskSpool(folder, export, ledger, log) : null;
        sender = new PayloadSender(payloads, spool, ledger, settings);
        loop = BackgroundLoop.Start(EncodeAsync);
    }

    internal ExportStatistics Statistics => ledger.Snapshot();

    /// <summary>Bytes of the spans that wait to be encoded, by estimate.</summary>
    internal long QueuedBytes => queue.Bytes;

    /// <summary>Bytes of memory that encoded spans take.</summary>
    internal long EncodedBytes => pool.UsedBytes;

    /// <summary>Bytes of the spool's folder.</summary>
    internal long SpoolBytes => spool?.Bytes ?? 0;

    internal void Write(TraceChunk chunk)
    {
        ledger.Buffer(chunk.Spans.Length);
        if (queue.TryAdd(chunk, out var isDue) is { } reason)
        {
            ledger.Drop(chunk.Spans.Length, reason);
        }
        else if (isDue)
        {
            wake.Set();
        }
    }

    /// <summary>Ends when the agent has answered for every chunk that was written before the call.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        await EncodeQueuedAsync(seal: true).ConfigureAwait(false);
        await sender.FlushAsync(isLast: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Flushes within one deadline; what is left then goes to the spool or is dropped, and one line tells it.</summary>
    public async ValueTask DisposeAsync()
    {
        // With a spool, a part of the time is for the disk.
        using CancellationTokenSource deadline = new(spool is null ? shutdownTimeout : shutdownTimeout * 0.8);
        queue.Close();
        await closing.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        await EncodeQueuedAsync(seal: true).ConfigureAwait(false);
        try
        {
            await sender.FlushAsync(isLast: true, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The deadline: what is left is counted below.
        }

        await agent.DisposeAsync().ConfigureAwait(false);
        await sender.DisposeAsync().ConfigureAwait(false);
        while (payloads.TryClaim() is { } payload)
        {
            Store(payload, DropReason.Shutdown);
        }

        spool?.Dispose();
        var statistics = ledger.Snapshot();
        if (statistics.DroppedTotal > 0 || statistics.Spooled > 0)
        {
            log($"{statistics.DroppedTotal} of {statistics.Ended} spans were lost: {statistics}.");
        }

        closing.Dispose(); // the signals stay: a flush may come later, and they hold nothing
    }

    private async Task EncodeAsync()
    {
        var sealedAt = Environment.TickCount64;
        while (!closing.IsCancellationRequested)
        {
            bool isEarly;
            try
            {
                isEarly = await wake.WaitAsync(Interval, closing.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            // Chunks gather in one payload for the interval, and while older payloads wait: many small ones would take the agent longer.
            var seal = payloads.IsEmpty && (!isEarly || Environment.TickCount64 - sealedAt >= Interval.TotalMilliseconds);
            await EncodeQueuedAsync(seal).ConfigureAwait(false);
            sealedAt = seal ? Environment.TickCount64 : sealedAt;
        }
    }

    private async Task EncodeQueuedAsync(bool seal)
    {
        await encoding.WaitAsync().ConfigureAwait(false);
        try
        {
            while (queue.TryTake(out var chunk))
            {
                Encode(chunk);
            }

            if (seal)
            {
                Seal();
            }
        }
        finally
        {
            encoding.Release();
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

        if (result != PayloadBuilder.AddResult.Added)
        {
            ledger.Drop(chunk.Spans.Length, result switch
            {
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

    /// <summary>Sends a claimed payload to disk.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="otherwise">Why its spans are lost where there is no spool; null keeps it in memory when the disk does not take it.</param>
    private bool Store(BufferedPayload payload, DropReason? otherwise)
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

    private void Seal()
    {
        if (!builder.IsEmpty)
        {
            payloads.Enqueue(builder.Take());
            sender.Wake();
        }
    }
}
