namespace Waybill.Adapters.Kafka;

/// <summary>Places for messages in flight, taken in turn: they come back about in the order in which they went.</summary>
/// <param name="size">How many places; a power of two.</param>
/// <param name="older">The ring that had become too small, in which messages may still be.</param>
internal sealed class InFlightRing(int size, InFlightRing? older)
{
    /// <summary>After so many taken places in a row there may be none.</summary>
    private const int MaxProbes = 64;

    private readonly Place[] places = new Place[size];
    private int last;

    internal int Size => places.Length;

    internal InFlightRing? Older => older;

    /// <returns>False when there is no free place near.</returns>
    internal bool TryAdd(InFlightSend send)
    {
        send.Ring = this;
        for (var probe = 0; probe < MaxProbes; probe++)
        {
            send.Place = Interlocked.Increment(ref last) & (places.Length - 1);
            if (Interlocked.CompareExchange(ref places[send.Place].Send, send, null) is null)
            {
                return true;
            }
        }

        send.Ring = null;
        return false;
    }

    /// <returns>False when another one has taken it.</returns>
    internal bool TryRemove(InFlightSend send) => Interlocked.CompareExchange(ref places[send.Place].Send, null, send) == send;

    /// <summary>Takes all that are there.</summary>
    internal IEnumerable<InFlightSend> TakeAll()
    {
        for (var place = 0; place < places.Length; place++)
        {
            if (Interlocked.Exchange(ref places[place].Send, null) is { } send)
            {
                yield return send;
            }
        }
    }

    /// <summary>An array of the class itself would check the type of whatever is put into it.</summary>
    private struct Place
    {
        internal InFlightSend? Send;
    }
}
