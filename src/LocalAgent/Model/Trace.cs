namespace Waybill.LocalAgent.Model;

/// <summary>A trace as far as it has arrived: what <c>/api/traces</c> answers.</summary>
internal sealed record Trace
{
    /// <summary>The 128-bit trace id, 32 lower-case hex digits; the upper half is zero while no chunk has told it.</summary>
    public string TraceId { get; init; } = "";

    /// <summary>The spans in order of arrival, from all processes.</summary>
    public IReadOnlyList<TraceSpan> Spans { get; init; } = [];
}
