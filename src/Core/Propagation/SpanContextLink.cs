namespace Waybill.Core;

/// <summary>A link to a span, with the reason for it.</summary>
/// <param name="Context">The span that is linked to.</param>
/// <param name="Attributes">Why; for a context that lost in extraction <c>reason</c> and <c>context_headers</c>, as Datadog names them.</param>
public sealed record SpanContextLink(SpanContext Context, IReadOnlyList<KeyValuePair<string, object?>> Attributes);
