namespace Waybill.Core.Export.Payloads;

/// <summary>
/// Payloads that wait for the agent, oldest first. Whoever works on one claims it, so that one thread may send the oldest while another writes the
/// next to disk. Bounded by the memory of the pool.
/// </summary>
internal sealed class PayloadQueue
{
    private readonly Lock gate = new();
    private readonly List<BufferedPayload> payloads = [];
    private long numbers;

    internal bool IsEmpty => OldestNumber is null;

    /// <summary>The number of the newest that was ever added; 0 before the first.</summary>
    internal long NewestNumber
    {
        get
        {
            lock (gate)
            {
                return numbers;
            }
        }
    }

    internal long? OldestNumber
    {
        get
        {
            lock (gate)
            {
                return payloads is [var oldest, ..] ? oldest.Number : null;
            }
        }
    }

    internal void Enqueue(BufferedPayload payload)
    {
        lock (gate)
        {
            payload.Number = ++numbers;
            payloads.Add(payload);
        }
    }

    /// <summary>The oldest that nobody works on; null when there is none. It stays in the queue until <see cref="Remove"/>.</summary>
    internal BufferedPayload? TryClaim()
    {
        lock (gate)
        {
            foreach (var payload in payloads)
            {
                if (!payload.IsClaimed)
                {
                    payload.IsClaimed = true;
                    return payload;
                }
            }

            return null;
        }
    }

    /// <summary>Gives a claimed payload back, for others to claim.</summary>
    internal void Release(BufferedPayload payload)
    {
        lock (gate)
        {
            payload.IsClaimed = false;
        }
    }

    /// <summary>Ends a claimed payload: its spans are accounted for, and its memory is free.</summary>
    internal void Remove(BufferedPayload payload)
    {
        lock (gate)
        {
            payloads.Remove(payload);
        }

        payload.Recycle();
    }
}
