namespace Waybill.Core;

/// <summary>What the tracing of every broker has in common.</summary>
/// <remarks>
/// The delegates are asked once for each operation and destination, and the answer is kept: they cost a message nothing. One that throws
/// counts as not set.
/// </remarks>
public class MessageTracingOptions
{
    internal static readonly MessageTracingOptions Default = new();

    /// <summary>How receive and process spans stand to the send span. <see cref="MessageRelation.Child"/> by default.</summary>
    public MessageRelation Relation { get; init; }

    /// <summary>False leaves the operation without a span; the context is still passed on. Null (the default) makes a span for each.</summary>
    public Func<MessageOperation, bool>? Filter { get; init; }

    /// <summary>The span's name; null, as the whole option is by default, takes <c>{operation} {destination}</c>.</summary>
    public Func<MessageOperation, string?>? SpanName { get; init; }

    /// <summary>False sends messages to this destination without a context. Null (the default) injects into all.</summary>
    public Func<string, bool>? InjectInto { get; init; }
}
