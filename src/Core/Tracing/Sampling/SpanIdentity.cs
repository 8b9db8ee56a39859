namespace Waybill.Core.Tracing.Sampling;

/// <summary>What a rule may ask of a span, in Datadog's words.</summary>
internal readonly record struct SpanIdentity(string Service, string Operation, string Resource);
