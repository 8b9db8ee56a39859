using System.Collections.Concurrent;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>
/// Takes the chunks of ended spans from the threads that ended them, encodes them in the background and sends them to the agent. Bounded at
/// both steps; whoever ends a span never waits.
/// </summary>
internal sealed class SpanWriter : IAsyncDisposable
{
    /// <summary>Spans that may wait to be encoded.</summary>
    internal const int MaxQueuedSpans = 100_000;

    /// <summary>Bytes of encoded spans that may wait for the agent.</summary>
    internal const int MaxBufferedBytes = 32 * 1024 * 1024;

    /// <summary>Datadog's default for one payload; agents refuse more than 50 MiB.</summary>
    internal const int MaxPayloadBytes = 8 * 1024 * 1024;

    /// <summary>How long the last spans may take to reach the agent when the tracer or the process ends.</summary>
    internal static readonly TimeSpan ShutdownDeadline = TimeSpan.FromSeconds(5);

    /// <summary>How long an ended span may wait for others to be sent along with.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<TraceChunk> queue = new();
    private readonly SpanLedger ledger = new();
    private readonly PayloadQueue payloads = new(MaxBufferedBytes);
    private readonly AgentInfo agent;
    private readonly PayloadBuilder builder;
    private readonly PayloadSender sender;
    private readonly Signal wake = new();
    private readonly SemaphoreSlim encoding = new(1, 1);
    private readonly CancellationTokenSource closing = new();
    private readonly Action<string> log;
    private readonly Task loop;
    private int queuedSpans;
    private int closed;

    internal SpanWriter(TracerSettings settings)
    {
        log = settings.Tell;
        agent = new AgentInfo(settings);
        builder = new PayloadBuilder(new SpanEncoder(settings, agent.Features), MaxPayloadBytes);
        sender = new PayloadSender(payloads, ledger, settings);
        loop = Task.Run(EncodeAsync);
    }

    internal ExportStatistics Statistics => ledger.Snapshot();

    internal void Write(TraceChunk chunk)
    {
        var spans = chunk.Spans.Count;
        ledger.Buffer(spans);
        if (Volatile.Read(ref closed) != 0)
        {
            ledger.Drop(spans, DropReason.Shutdown);
        }
        else if (Interlocked.Add(ref queuedSpans, spans) is var queued && queued > MaxQueuedSpans)
        {
            Interlocked.Add(ref queuedSpans, -spans);
            ledger.Drop(spans, DropReason.QueueFull);
        }
        else
        {
            queue.Enqueue(chunk);
            if (queued > MaxQueuedSpans / 2)
            {
                wake.Set();
            }
        }
    }

    /// <summary>Ends when the agent has answered for every chunk that was written before the call.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        await EncodeQueuedAsync(seal: true).ConfigureAwait(false);
        await sender.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Flushes within <see cref="ShutdownDeadline"/>; what is left then is dropped, counted and told.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource deadline = new(ShutdownDeadline);
        Volatile.Write(ref closed, 1);
        await closing.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        try
        {
            await FlushAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The deadline: what is left is counted below.
        }

        await agent.DisposeAsync().ConfigureAwait(false);
        await sender.DisposeAsync().ConfigureAwait(false);
        payloads.Clear();
        var left = (int)ledger.Snapshot().Buffered;
        ledger.Drop(left, DropReason.Shutdown);
        var statistics = ledger.Snapshot();
        if (statistics.DroppedTotal > 0)
        {
            log($"{statistics.DroppedTotal} of {statistics.Ended} spans were lost: {statistics}.");
        }

        closing.Dispose();
        wake.Dispose();
        encoding.Dispose();
    }

    private async Task EncodeAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await wake.WaitAsync(Interval, closing.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            // While older payloads wait, chunks gather in one payload: many small ones would take the agent longer.
            await EncodeQueuedAsync(seal: payloads.IsEmpty).ConfigureAwait(false);
        }
    }

    private async Task EncodeQueuedAsync(bool seal)
    {
        await encoding.WaitAsync().ConfigureAwait(false);
        try
        {
            while (queue.TryDequeue(out var chunk))
            {
                Interlocked.Add(ref queuedSpans, -chunk.Spans.Count);
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

        if (result != PayloadBuilder.AddResult.Added)
        {
            ledger.Drop(chunk.Spans.Count, result == PayloadBuilder.AddResult.TooLarge ? DropReason.TooLarge : DropReason.EncodingFailed);
        }
    }

    private void Seal()
    {
        if (builder.IsEmpty)
        {
            return;
        }

        var payload = builder.Take();
        if (payloads.TryEnqueue(payload))
        {
            sender.Wake();
        }
        else
        {
            ledger.Drop(payload.Spans, DropReason.BufferFull);
        }
    }
}
