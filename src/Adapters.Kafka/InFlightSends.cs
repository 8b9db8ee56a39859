using Waybill.Core.Tracing;

namespace Waybill.Adapters.Kafka;

/// <summary>
/// The messages of a producer that are on their way, so that no span stays open when the producer goes before their reports come.
/// </summary>
/// <remarks>A gapless array; each message knows its place in it. That is 8 bytes a message, and a short lock.</remarks>
internal sealed class InFlightSends
{
    internal const string NotFlushed = "disposed_before_delivery";

    /// <summary>As many as the client's queue takes by default (<c>queue.buffering.max.messages</c>).</summary>
    internal const int Capacity = 100_000;

    private readonly Lock gate = new();
    private Place[] places = new Place[64];
    private int count;

    /// <summary>
    /// True when no more reports are to be awaited. Some never come: those of a dependent producer whose parent has delivery reports off.
    /// </summary>
    internal bool IsFull => Volatile.Read(ref count) > Capacity;

    internal void Add(InFlightSend send)
    {
        lock (gate)
        {
            if (count == places.Length)
            {
                Array.Resize(ref places, 2 * count);
            }

            send.Slot = count;
            places[count++].Send = send;
        }
    }

    /// <returns>False when another one has taken it: then the span is that one's to end.</returns>
    internal bool Remove(InFlightSend send)
    {
        lock (gate)
        {
            var slot = send.Slot;
            if (slot == InFlightSend.NotInFlight)
            {
                return false;
            }

            var last = places[--count].Send!;
            places[slot].Send = last;
            last.Slot = slot;
            places[count].Send = null;
            send.Slot = InFlightSend.NotInFlight;
            return true;
        }
    }

    /// <summary>Ends the spans of all, as failed.</summary>
    internal void EndAll()
    {
        while (Last() is { } send)
        {
            if (Remove(send))
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

    private InFlightSend? Last()
    {
        lock (gate)
        {
            return count == 0 ? null : places[count - 1].Send;
        }
    }

    /// <summary>An array of the class itself would check the type of whatever is put into it.</summary>
    private struct Place
    {
        internal InFlightSend? Send;
    }
}
