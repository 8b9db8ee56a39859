using System.Diagnostics;
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

    /// <summary>Encoding what waits takes milliseconds, so that this is for the text of a tag that does not come.</summary>
    private static readonly TimeSpan LeastEncodingTime = TimeSpan.FromSeconds(1);

    private readonly SpanLedger ledger = new();
    private readonly ChunkQueue queue;
    private readonly PayloadPool pool;
    private readonly PayloadQueue payloads = new();
    private readonly AgentInfo agent;
    private readonly EncodingStage encoding;
    private readonly DiskSpool? spool;
    private readonly PayloadSender sender;
    private readonly Signal wake = new();
    private readonly CancellationTokenSource closing = new();
    private readonly TimeSpan shutdownTimeout;
    private readonly Action<string> log;
    private readonly Task loop;
    private TimeSpan shutdownTaken;

    internal SpanWriter(TracerSettings settings)
    {
        var export = settings.Export;
        log = settings.Tell;
        shutdownTimeout = export.ShutdownTimeout;
        queue = new ChunkQueue(export.MaxMemoryBytes / QueuePart);
        var encodedBytes = export.MaxMemoryBytes - (export.MaxMemoryBytes / QueuePart);
        pool = new PayloadPool(encodedBytes);

        agent = new AgentInfo(settings);
        var keepsFiles = settings.TraceEnabled && export.SpoolDirectory is { Length: > 0 };

        // Half at most, so that one can be built while another is sent.
        PayloadBuilder builder = new(new SpanEncoder(settings, agent.Features), pool, (int)Math.Min(export.MaxPayloadBytes, encodedBytes / 2));
        spool = keepsFiles ? new DiskSpool(export.SpoolDirectory!, export, ledger, log) : null;
        sender = new PayloadSender(payloads, spool, ledger, settings);
        encoding = new EncodingStage(queue, builder, payloads, spool, ledger, sender.Wake, log);
        loop = BackgroundLoop.Start(EncodeAsync);
    }

    internal bool IsAgentReachable => sender.IsAgentReachable;

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

    /// <summary>Ends when no chunk that was written before the call waits any more: the agent has answered for it, or it was dropped and counted.</summary>
    /// <returns>False when the writer was closed meanwhile, and something still waits.</returns>
    internal async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        await EncodeAllAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        return await sender.FlushAsync(isLast: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for the last time but one: the time that it takes <see cref="DisposeAsync"/> has no more.</summary>
    internal async Task FlushAtEndAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeToSend());
        try
        {
            await EncodeAllAsync().WaitAsync(deadline.Token).ConfigureAwait(false);
            await sender.FlushAsync(isLast: true, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What is left waits for the end of the tracer.
        }
        finally
        {
            shutdownTaken += Stopwatch.GetElapsedTime(began);
        }
    }

    /// <summary>Flushes within one deadline; what is left then goes to the spool or is dropped, and one line tells it.</summary>
    public async ValueTask DisposeAsync()
    {
        var time = TimeToSend();
        using CancellationTokenSource deadline = new(time);
        queue.Close();
        await closing.CancelAsync().ConfigureAwait(false);
        var encoded = Task.WhenAll(loop, EncodeAllAsync());
        await encoded.WaitAsync(time / 2 > LeastEncodingTime ? time / 2 : LeastEncodingTime).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!encoded.IsCompletedSuccessfully)
        {
            encoding.GiveUp();
        }

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
            encoding.Store(payload, DropReason.Shutdown);
        }

        spool?.Dispose();
        var statistics = ledger.Snapshot();
        if (statistics.DroppedTotal > 0 || statistics.Spooled > 0)
        {
            log($"{statistics.DroppedTotal} of {statistics.Ended} spans were lost: {statistics}.");
        }

        closing.Dispose(); // the signals stay: a flush may come later, and they hold nothing
    }

    /// <summary>What is left of the time at the end. With a spool, a part of it is for the disk.</summary>
    private TimeSpan TimeToSend()
    {
        var left = (spool is null ? shutdownTimeout : shutdownTimeout * 0.8) - shutdownTaken;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Not on the caller's thread: the text of a tag is the program's own code, and may never come.</summary>
    private Task EncodeAllAsync() => BackgroundLoop.Start(() => encoding.EncodeAsync(seal: true));

    private async Task EncodeAsync()
    {
        var sealedAt = Environment.TickCount64;
        while (!closing.IsCancellationRequested)
        {
            try
            {
                var isEarly = await wake.WaitAsync(Interval, closing.Token).ConfigureAwait(false);

                // Chunks gather in one payload for the interval, and while older payloads wait: many small ones would take the agent longer.
                var seal = payloads.IsEmpty && (!isEarly || Environment.TickCount64 - sealedAt >= Interval.TotalMilliseconds);
                await encoding.EncodeAsync(seal).ConfigureAwait(false);
                sealedAt = seal ? Environment.TickCount64 : sealedAt;
            }
            catch (OperationCanceledException) when (closing.IsCancellationRequested)
            {
                // Closed: whoever closes encodes what is left.
            }
        }
    }
}
