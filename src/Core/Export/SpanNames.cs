namespace Waybill.Core.Export;

/// <summary>What Datadog calls a span.</summary>
/// <param name="Operation">The kind of work, such as <c>kafka.produce</c>.</param>
/// <param name="Resource">What it was done to.</param>
/// <param name="Type">The kind of system; null is none in particular.</param>
internal readonly record struct SpanNames(string Operation, JoinedText Resource, string? Type);
