using Waybill.Core.Export.Agent;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Export.Spool;

namespace Waybill.Core.Export;

/// <summary>
/// Sends the waiting payloads one after the other, those on disk first because they are older, and each until the agent has answered for it. One loop,
/// so that there is never more than one request.
/// </summary>
internal sealed class PayloadSender : IAsyncDisposable
{
    /// <summary>How often the spool's folder is looked through for files of processes that are gone.</summary>
    private static readonly TimeSpan AdoptionInterval = TimeSpan.FromSeconds(10);

    private readonly PayloadQueue payloads;
    private readonly DiskSpool? spool;
    private readonly SpanLedger ledger;
    private readonly AgentClient agent;
    private readonly Circuit circuit = new();
    private readonly Uri address;
    private readonly Action<string> log;
    private readonly string whereTheyWait;
    private readonly Signal work = new();
    private readonly Signal hurry = new();
    private readonly Pulse progress = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Task loop;

    /// <summary>Chunks in one request. An agent that is too slow for many would take them again and again without an answer, each time twice.</summary>
    private int most = int.MaxValue;

    internal PayloadSender(PayloadQueue payloads, DiskSpool? spool, SpanLedger ledger, TracerSettings settings)
    {
        this.payloads = payloads;
        this.spool = spool;
        this.ledger = ledger;
        address = settings.AgentUri;
        log = settings.Tell;
        whereTheyWait = $"in memory, up to {settings.Export.MaxMemoryBytes >> 20} MiB" + (spool is null ? "" : $", then in {spool.Folder}");
        agent = new AgentClient(address, settings.AgentRates);
        loop = BackgroundLoop.Start(SendAsync);
    }

    internal bool IsAgentReachable => !circuit.IsOpen;

    /// <summary>A payload was added.</summary>
    internal void Wake() => work.Set();

    /// <summary>Ends when nothing of what waits now waits any more, neither in memory nor on the disk that it went to meanwhile. A pause between two attempts is cut short.</summary>
    /// <param name="isLast">
    /// Whether nobody can wait longer. What is on disk need not be sent then; and where there is a disk, an agent that does not answer ends the wait.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the wait has ended and something still waits.</returns>
    internal async Task<bool> FlushAsync(bool isLast, CancellationToken cancellationToken)
    {
        var failures = circuit.Failures;
        var newest = payloads.NewestNumber;
        var isInMemory = true;
        string? newestFile = null;
        hurry.Set();
        work.Set();
        while (true)
        {
            var next = progress.Next;
            if (isInMemory && !(payloads.OldestNumber <= newest))
            {
                // Not before: what leaves the memory may go to disk, where it is before it is gone from here.
                isInMemory = false;
                newestFile = isLast ? null : spool?.Newest;
            }

            if (!isInMemory && !IsOnDiskUpTo(newestFile))
            {
                return true;
            }

            if ((isLast && spool is not null && (circuit.Failures > failures || circuit.IsHeldBack)) || loop.IsCompleted)
            {
                return false;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops sending. What is left stays where it is.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        progress.Beat();
        agent.Dispose();
        closing.Dispose(); // the signals stay: a flush may come later, and they hold nothing
    }

    private bool IsOnDiskUpTo(string? newest) => newest is not null && string.CompareOrdinal(spool!.Oldest ?? "~", newest) <= 0;

    private async Task SendAsync()
    {
        var adopted = long.MinValue / 2;
        while (!closing.IsCancellationRequested)
        {
            try
            {
                if (spool is not null && Environment.TickCount64 - adopted >= AdoptionInterval.TotalMilliseconds)
                {
                    adopted = Environment.TickCount64;
                    spool.Adopt();
                }

                if (!await SendOldestAsync().ConfigureAwait(false))
                {
                    progress.Beat();
                    await work.WaitAsync(AdoptionInterval, closing.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (closing.IsCancellationRequested)
            {
                // Closed: whoever closes counts what is left.
            }
#pragma warning disable CA1031 // What nobody foresaw must not end the sending for good: the payload waits, as after any other failure.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                await PauseAsync(AgentReply.Unreachable(exception)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>False when there is nothing to send.</returns>
    private async Task<bool> SendOldestAsync()
    {
        if (spool?.TryClaim() is { } file)
        {
            await SendAsync(file, spool).ConfigureAwait(false);
        }
        else if (payloads.TryClaim() is { } payload)
        {
            await SendAsync(payload).ConfigureAwait(false);
        }
        else
        {
            return false;
        }

        progress.Beat();
        return true;
    }

    private async Task SendAsync(SpooledPayload file, DiskSpool spool)
    {
        try
        {
            await SendUntilAnsweredAsync(file).ConfigureAwait(false);
        }
        catch
        {
            spool.Release(file);
            throw;
        }

        if (file.IsUnreadable)
        {
            spool.SetAside(file);
        }
        else
        {
            spool.Remove(file);
        }
    }

    private async Task SendAsync(BufferedPayload payload)
    {
        try
        {
            await SendUntilAnsweredAsync(payload).ConfigureAwait(false);
        }
        catch
        {
            payloads.Release(payload);
            throw;
        }

        payloads.Remove(payload);
    }

    private async Task SendUntilAnsweredAsync(Payload payload)
    {
        var fit = int.MaxValue; // chunks in one request, after the agent said that there were too many
        while (payload.Answered < payload.Chunks.Count)
        {
            closing.Token.ThrowIfCancellationRequested();
            PayloadPart part = new(payload, payload.Answered, circuit.IsOpen ? 1 : Math.Min(Math.Min(most, fit), payload.Chunks.Count - payload.Answered));
            var reply = await agent.SendAsync(part, closing.Token).ConfigureAwait(false);
            switch (reply.Answer)
            {
                case AgentAnswer.Accepted:
                    Close();
                    ledger.Accept(part.Spans, payload.IsSpooled);
                    payload.Answered += part.Traces;
                    most = part.Traces == most ? (int)Math.Min(2L * most, int.MaxValue) : most;
                    break;
                case AgentAnswer.TooLarge when part.Traces > 1:
                    Close();
                    fit = part.Traces / 2;
                    break;
                case AgentAnswer.TooLarge or AgentAnswer.Rejected:
                    Close();
                    ledger.Drop(part.Spans, reply.Answer == AgentAnswer.TooLarge ? DropReason.TooLarge : DropReason.Rejected, payload.IsSpooled);
                    log($"the agent at {address} refused {part.Spans} spans: {reply.Detail}");
                    payload.Answered += part.Traces;
                    break;
                case AgentAnswer.TryAgain when payload is SpooledPayload { IsUnreadable: true }:
                    return;
                default:
                    closing.Token.ThrowIfCancellationRequested();
                    most = Math.Max(1, part.Traces / 2);
                    await PauseAsync(reply).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async Task PauseAsync(AgentReply reply)
    {
        if (!circuit.IsOpen)
        {
            log($"the agent at {address} does not take spans ({reply.Detail}); they wait {whereTheyWait}.");
        }

        var pause = circuit.Open(reply.RetryAfter);
        progress.Beat();
        if (circuit.IsHeldBack)
        {
            await Task.Delay(pause, closing.Token).ConfigureAwait(false);
        }
        else if (await hurry.WaitAsync(pause, closing.Token).ConfigureAwait(false))
        {
            circuit.Hurry();
        }
    }

    private void Close()
    {
        if (circuit.IsOpen)
        {
            circuit.Close();
            log($"the agent at {address} takes spans again.");
        }
    }
}
