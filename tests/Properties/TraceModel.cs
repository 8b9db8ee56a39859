using Waybill.Core;
using Waybill.Fuzz;

namespace Waybill.Properties.Tests;

/// <summary>All that a context can carry besides baggage, as a test states it.</summary>
internal sealed record TraceModel(
    TraceId128 TraceId, ulong SpanId, int? Priority, string? Origin, IReadOnlyList<KeyValuePair<string, string>> Tags, string? OtherTraceState)
{
    /// <summary>Datadog's headers and, for the members of others, W3C's. Written down here and not by the code under test.</summary>
    internal IReadOnlyList<Header> Headers
    {
        get
        {
            List<Header> headers = [new("x-datadog-trace-id", $"{TraceId.Lower}"), new("x-datadog-parent-id", $"{SpanId}")];
            if (Priority is { } priority)
            {
                headers.Add(new("x-datadog-sampling-priority", $"{priority}"));
            }

            if (Origin is not null)
            {
                headers.Add(new("x-datadog-origin", Origin));
            }

            List<string> tags = [.. Tags.Select(tag => $"{tag.Key}={tag.Value}")];
            if (TraceId.Upper != 0)
            {
                tags.Add($"_dd.p.tid={TraceId.Upper:x16}");
            }

            if (tags.Count > 0)
            {
                headers.Add(new("x-datadog-tags", string.Join(',', tags)));
            }

            if (OtherTraceState is not null && SpanId != 0)
            {
                headers.Add(new("traceparent", $"00-{TraceId}-{SpanId:x16}-01"));
                headers.Add(new("tracestate", OtherTraceState));
            }

            return headers;
        }
    }

    /// <summary>The model that a context is an instance of.</summary>
    internal static TraceModel Of(SpanContext context) =>
        new(context.TraceId128, context.SpanId, (int?)context.SamplingPriority, context.Origin, context.PropagatedTags, context.OtherTraceState);

    public bool Equals(TraceModel? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() =>
        $"{TraceId}/{SpanId:x16} priority {Priority?.ToString() ?? "none"}, origin '{Origin}', tags '{string.Join(',', Tags.Select(tag => $"{tag.Key}={tag.Value}"))}', "
        + $"tracestate '{OtherTraceState}'";
}
