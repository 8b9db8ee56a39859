namespace Waybill.Core.Tracing.Sampling;

/// <summary>A rule of <c>DD_TRACE_SAMPLING_RULES</c> or <c>DD_SPAN_SAMPLING_RULES</c>.</summary>
/// <param name="Spans">The spans that it is about.</param>
/// <param name="Rate">The share of them that is kept, from 0 to 1.</param>
/// <param name="MaxPerSecond">At most so many of them; null is without limit. Of single spans only.</param>
internal sealed record SamplingRule(SpanPattern Spans, double Rate, double? MaxPerSecond);
