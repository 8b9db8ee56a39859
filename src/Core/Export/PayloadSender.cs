namespace Waybill.Core.Export;

/// <summary>Sends the waiting payloads one after the other, and each until the agent has answered for it.</summary>
internal sealed class PayloadSender : IAsyncDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private readonly PayloadQueue payloads;
    private readonly SpanLedger ledger;
    private readonly AgentClient agent;
    private readonly Uri address;
    private readonly Action<string> log;
    private readonly SemaphoreSlim waiting = new(0);
    private readonly Signal hurry = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Task loop;
    private bool isAgentAway;

    internal PayloadSender(PayloadQueue payloads, SpanLedger ledger, TracerSettings settings)
    {
        this.payloads = payloads;
        this.ledger = ledger;
        address = settings.AgentUri;
        log = settings.Tell;
        agent = new AgentClient(address, settings.AgentRates);
        loop = Task.Run(SendAsync);
    }

    /// <summary>A payload was added.</summary>
    internal void Wake() => waiting.Release();

    /// <summary>Ends when everything that waits now was answered. A pause between two attempts is cut short.</summary>
    internal Task FlushAsync(CancellationToken cancellationToken)
    {
        hurry.Set();
        return payloads.Answered.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        agent.Dispose();
        closing.Dispose();
        waiting.Dispose();
        hurry.Dispose();
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                await waiting.WaitAsync(closing.Token).ConfigureAwait(false);
                await SendUntilAnsweredAsync(payloads.Peek()!).ConfigureAwait(false);
                payloads.Remove();
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // Closed: whoever closes counts what is left.
        }
    }

    private async Task SendUntilAnsweredAsync(Payload payload)
    {
        var delay = FirstDelay;
        while (true)
        {
            var (answer, detail) = await agent.SendAsync(payload, closing.Token).ConfigureAwait(false);
            closing.Token.ThrowIfCancellationRequested();
            switch (answer)
            {
                case AgentAnswer.Accepted:
                    Tell(away: false, $"the agent at {address} takes spans again.");
                    ledger.Accept(payload.Spans);
                    return;
                case AgentAnswer.Rejected:
                    ledger.Drop(payload.Spans, DropReason.Rejected);
                    log($"the agent at {address} refused {payload.Spans} spans: {detail}");
                    return;
                default:
                    Tell(
                        away: true,
                        $"the agent at {address} does not take spans ({detail}); they wait in memory, up to {SpanWriter.MaxBufferedBytes >> 20} MiB.");
                    var pause = delay * (0.75 + (Random.Shared.NextDouble() / 2));
                    var isHurried = await hurry.WaitAsync(pause, closing.Token).ConfigureAwait(false);

                    // Whoever flushes has a deadline of seconds: the pauses begin anew, so that there are several attempts within it.
                    delay = isHurried ? FirstDelay : delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
                    break;
            }
        }
    }

    /// <summary>Once for each change, not for each attempt.</summary>
    private void Tell(bool away, string message)
    {
        if (isAgentAway != away)
        {
            isAgentAway = away;
            log(message);
        }
    }
}
