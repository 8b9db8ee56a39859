namespace Waybill.LocalAgent.Storage;

/// <summary>
/// A span as it is kept: its JSON, which is most of it, and the few values that lists and maps are made of. Nothing changes it.
/// </summary>
internal sealed class StoredSpan
{
    /// <summary>This object, its array's head and its place in the trace, in bytes.</summary>
    private const int OwnBytes = 200;

    private const int StringBytes = 24;

    public required ulong TraceId { get; init; }

    /// <summary>The upper 64 bits of the trace id, if this span tells them; else 0.</summary>
    public ulong TraceIdUpperHalf { get; init; }

    public required ulong SpanId { get; init; }

    public ulong ParentId { get; init; }

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public long Start { get; init; }

    /// <summary>Nanoseconds; never negative.</summary>
    public long Duration { get; init; }

    public bool IsFailed { get; init; }

    public required string Service { get; init; }

    public required string Name { get; init; }

    public required string Resource { get; init; }

    /// <summary>Null for a span that has nothing to do with messages.</summary>
    public MessageFacts? Message { get; init; }

    /// <summary>The whole span as the API answers it, UTF-8.</summary>
    public required byte[] Json { get; init; }

    /// <summary>What the span takes of memory, in bytes; texts are counted in full, though equal ones are shared.</summary>
    public long SizeInBytes => OwnBytes + Json.Length + Text(Service) + Text(Name) + Text(Resource) + (Message is null ? 0 : 64);

    private static long Text(string text) => StringBytes + (2L * text.Length);
}
