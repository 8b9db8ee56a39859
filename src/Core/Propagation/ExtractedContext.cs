namespace Waybill.Core.Propagation;

/// <summary>What a format read, before it is clear which context wins.</summary>
internal struct ExtractedContext
{
    internal TraceId128 TraceId;
    internal ulong SpanId;
    internal int? SamplingPriority;
    internal string? Origin;
    internal PropagatedTags? Tags;
    internal string? OtherTraceState;
    internal ulong? LastParentId;

    internal readonly TraceLevelState ToState() => new()
    {
        SamplingPriority = SamplingPriority,
        Origin = Origin,
        Tags = Tags ?? PropagatedTags.Empty,
        OtherTraceState = OtherTraceState,
    };

    internal readonly SpanContext ToSpanContext() => new(TraceId, SpanId, ToState()) { IsRemote = true, LastParentId = LastParentId };

    internal static ExtractedContext From(SpanContext context) => new()
    {
        TraceId = context.TraceId128,
        SpanId = context.SpanId,
        SamplingPriority = context.Trace.SamplingPriority,
        Origin = context.Origin,
        Tags = context.Trace.Tags,
        OtherTraceState = context.OtherTraceState,
        LastParentId = context.LastParentId,
    };

    /// <summary>W3C brings what other formats have no place for, and the parent: a hop in between may have written traceparent only.</summary>
    internal void Merge(in ExtractedContext w3c)
    {
        OtherTraceState = w3c.OtherTraceState ?? OtherTraceState;
        if (w3c.SpanId != SpanId)
        {
            LastParentId = w3c.LastParentId is > 0 ? w3c.LastParentId : SpanId;
            SpanId = w3c.SpanId;
        }
    }
}
