using Waybill.Core.Tracing;

namespace Waybill.Adapters.Kafka;

/// <summary>
/// The messages of a producer that are on their way, so that no span stays open when the producer goes before their reports come.
/// </summary>
/// <remarks>Without a lock, which all threads that produce would share.</remarks>
internal sealed class InFlightSends
{
    internal const string NotFlushed = "disposed_before_delivery";

    /// <summary>More than the client's queue takes by default (<c>queue.buffering.max.messages</c>, 100,000).</summary>
    internal const int Capacity = (2 * LastSize) - FirstSize;

    private const int FirstSize = 64;
    private const int LastSize = 64 * 1024;

    private readonly Lock growing = new();
    private InFlightRing newest = new(FirstSize, older: null);

    /// <summary>Adds a message.</summary>
    /// <param name="send">The message.</param>
    /// <param name="isReported">
    /// Whether its report is sure to come. One of which that is not known is not added beyond the capacity: a dependent producer whose parent has
    /// delivery reports off gets none.
    /// </param>
    /// <returns>False when it was not added.</returns>
    internal bool TryAdd(InFlightSend send, bool isReported)
    {
        var ring = Volatile.Read(ref newest);
        while (!ring.TryAdd(send))
        {
            if (ring.Size >= LastSize && !isReported)
            {
                return false;
            }

            ring = After(ring);
        }

        return true;
    }

    /// <returns>False when another one has taken it: then the span is that one's to end. What was not added is its caller's own.</returns>
    internal static bool Take(InFlightSend send) => send.Ring is not { } ring || ring.TryRemove(send);

    /// <summary>Ends the spans of all, as failed.</summary>
    internal void EndAll()
    {
        for (var ring = Volatile.Read(ref newest); ring is not null; ring = ring.Older)
        {
            foreach (var send in ring.TakeAll())
            {
                SpanFailure.Record(
                    send.Span,
                    NotFlushed,
                    "The producer was disposed before the broker acknowledged the message; it may have arrived. Call Flush before Dispose.");
                send.Complete(Confluent.Kafka.Partition.Any, Confluent.Kafka.Offset.Unset, NotFlushed);
                if (send.Span is { } span)
                {
                    CurrentActivity.Stop(span);
                }
            }
        }
    }

    private InFlightRing After(InFlightRing full)
    {
        lock (growing)
        {
            if (newest == full)
            {
                Volatile.Write(ref newest, new InFlightRing(2 * full.Size, full));
            }

            return newest;
        }
    }
}
