using System.Diagnostics;
using Waybill.Core.Propagation;

namespace Waybill.Core;

/// <summary>What travels with a message: the identity of a span and the state of its trace, free of any format. Immutable.</summary>
public sealed class SpanContext : ISpanContext
{
    /// <summary>As a parent it forces a new trace, whatever span is active.</summary>
    public static readonly SpanContext None = new(default, 0, TraceLevelState.Empty);

    /// <summary>Makes a context from ids that some other carrier brought.</summary>
    /// <param name="traceId">The lower 64 bits of the trace id; null or 0 takes a random one.</param>
    /// <param name="spanId">The span id.</param>
    /// <param name="samplingPriority">The sampling decision; null when none was made yet (the default).</param>
    /// <param name="serviceName">The span's service, if it is known; null is the default.</param>
    public SpanContext(ulong? traceId, ulong spanId, SamplingPriority? samplingPriority = null, string? serviceName = null)
        : this(
            traceId is > 0 ? new TraceId128(0, traceId.Value) : TraceId128.From(ActivityTraceId.CreateRandom()),
            spanId,
            samplingPriority is null ? TraceLevelState.Empty : new TraceLevelState { SamplingPriority = (int)samplingPriority })
    {
        ServiceName = serviceName;
        IsRemote = true;
    }

    internal SpanContext(TraceId128 traceId, ulong spanId, TraceLevelState trace)
    {
        TraceId128 = traceId;
        SpanId = spanId;
        Trace = trace;
    }

    /// <summary>The whole trace id.</summary>
    public TraceId128 TraceId128 { get; }

    /// <inheritdoc/>
    public ulong TraceId => TraceId128.Lower;

    /// <inheritdoc/>
    public ulong SpanId { get; }

    /// <inheritdoc/>
    public string? ServiceName { get; internal init; }

    /// <summary>The sampling decision of the trace; null when none was made yet.</summary>
    public SamplingPriority? SamplingPriority => (SamplingPriority?)Trace.SamplingPriority;

    /// <summary>Where the trace came from, such as <c>synthetics</c>; null for most traces.</summary>
    public string? Origin => Trace.Origin;

    /// <summary>The trace's <c>_dd.p.*</c> tags without <c>_dd.p.tid</c>, which <see cref="TraceId128"/> holds.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> PropagatedTags => Trace.Tags.Items;

    /// <summary>The <c>tracestate</c> members of other vendors, as they came, joined by commas; null when there are none.</summary>
    public string? OtherTraceState => Trace.OtherTraceState;

    /// <summary>True when the span is of another process or machine: the context was extracted from a carrier, or made from ids.</summary>
    public bool IsRemote { get; internal init; }

    /// <summary>Contexts that the same carrier held but that lost: a span that is started from this context links to them.</summary>
    public IReadOnlyList<SpanContextLink> Links { get; internal init; } = [];

    /// <summary>The baggage that the same carrier held.</summary>
    public Baggage Baggage { get; internal init; }

    internal TraceLevelState Trace { get; }

    /// <summary>The last span that Datadog knows upstream (tracestate <c>dd=p:</c>; 0 when W3C headers name none): tag <c>_dd.parent_id</c> of the first local span.</summary>
    internal ulong? LastParentId { get; init; }
}
