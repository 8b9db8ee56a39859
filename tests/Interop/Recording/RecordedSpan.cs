namespace Waybill.Interop.Tests.Recording;

/// <summary>A span as the agent received it, from whichever tracer. Ids are lower-case hex; a root has the parent <see cref="NoParent"/>.</summary>
internal sealed record RecordedSpan
{
    internal const string NoParent = "0000000000000000";

    internal required string TraceId { get; init; }

    internal required string SpanId { get; init; }

    internal required string ParentId { get; init; }

    internal required string Service { get; init; }

    internal required string Name { get; init; }

    internal required IReadOnlyDictionary<string, string> Tags { get; init; }

    internal IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Trace id and span id of each.</summary>
    internal IReadOnlyList<(string TraceId, string SpanId)> Links { get; init; } = [];

    internal bool IsRoot => ParentId == NoParent;

    public override string ToString() => $"{Service}:{Name}";
}
