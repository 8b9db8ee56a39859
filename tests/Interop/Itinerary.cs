namespace Waybill.Interop.Tests;

/// <summary>The body of a message, which tells its own way: <c>id;transport@destination;…</c>. Each service takes the first hop off.</summary>
internal sealed record Itinerary(string Message, IReadOnlyList<string> Hops)
{
    internal static Itinerary To(params string[] hops) => new($"m{Guid.NewGuid():N}", hops);

    internal static Itinerary Parse(string body) => new(body.Split(';')[0], body.Split(';')[1..]);

    /// <summary>The next hop and what is sent there; null at the end of the way.</summary>
    internal (string Transport, string Destination, string Body)? Next()
    {
        if (Hops.Count == 0)
        {
            return null;
        }

        var at = Hops[0].IndexOf('@', StringComparison.Ordinal);
        return (Hops[0][..at], Hops[0][(at + 1)..], new Itinerary(Message, [.. Hops.Skip(1)]).ToString());
    }

    public override string ToString() => string.Join(';', [Message, .. Hops]);
}
