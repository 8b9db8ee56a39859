using Waybill.Core.Tracing;

namespace Waybill.Adapters.Kafka;

/// <summary>
/// The messages of a producer that are on their way, so that no span stays open when the producer goes before their reports come.
/// </summary>
/// <remarks>A list through the messages themselves: adding and taking away costs a short lock and no memory.</remarks>
internal sealed class InFlightSends
{
    internal const string NotFlushed = "disposed_before_delivery";

    /// <summary>As many as the client's queue takes by default (<c>queue.buffering.max.messages</c>).</summary>
    internal const int Capacity = 100_000;

    private readonly Lock gate = new();
    private InFlightSend? first;
    private int count;

    /// <summary>
    /// True when no more reports are to be awaited. Some never come: those of a dependent producer whose parent has delivery reports off.
    /// </summary>
    internal bool IsFull => Volatile.Read(ref count) > Capacity;

    internal void Add(InFlightSend send)
    {
        lock (gate)
        {
            send.IsInFlight = true;
            send.Next = first;
            first?.Previous = send;
            first = send;
            count++;
        }
    }

    /// <returns>False when another one has taken it: then the span is that one's to end.</returns>
    internal bool Remove(InFlightSend send)
    {
        lock (gate)
        {
            if (!send.IsInFlight)
            {
                return false;
            }

            if (send.Previous is { } previous)
            {
                previous.Next = send.Next;
            }
            else
            {
                first = send.Next;
            }

            send.Next?.Previous = send.Previous;
            send.Previous = send.Next = null;
            send.IsInFlight = false;
            count--;
            return true;
        }
    }

    /// <summary>Ends the spans of all, as failed.</summary>
    internal void EndAll()
    {
        while (Volatile.Read(ref first) is { } send)
        {
            if (Remove(send))
            {
                SpanFailure.Record(
                    send.Span,
                    NotFlushed,
                    "The producer was disposed before the broker acknowledged the message; it may have arrived. Call Flush before Dispose.");
                send.End();
            }
        }
    }
}
