namespace Waybill.Core.Export;

/// <summary>Payloads that wait for the agent, oldest first, bounded in bytes.</summary>
internal sealed class PayloadQueue(long maxBytes)
{
    private readonly Lock gate = new();
    private readonly Queue<Payload> payloads = new();
    private Payload? newest;
    private long bytes;

    internal bool IsEmpty => Peek() is null;

    /// <summary>Ends when everything that waits now was answered.</summary>
    internal Task Answered
    {
        get
        {
            lock (gate)
            {
                return newest?.Answered ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>False when there is no room: the newest is refused, because the oldest may be on its way to the agent.</summary>
    internal bool TryEnqueue(Payload payload)
    {
        lock (gate)
        {
            if (bytes + payload.Body.Length > maxBytes)
            {
                return false;
            }

            bytes += payload.Body.Length;
            payloads.Enqueue(payload);
            newest = payload;
            return true;
        }
    }

    /// <summary>The oldest; it stays until <see cref="Remove"/>.</summary>
    internal Payload? Peek()
    {
        lock (gate)
        {
            return payloads.TryPeek(out var payload) ? payload : null;
        }
    }

    internal void Remove()
    {
        Payload payload;
        lock (gate)
        {
            payload = payloads.Dequeue();
            bytes -= payload.Body.Length;
        }

        payload.SetAnswered();
    }

    /// <summary>Gives up on all: nobody waits for an answer any more.</summary>
    internal void Clear()
    {
        while (!IsEmpty)
        {
            Remove();
        }
    }
}
