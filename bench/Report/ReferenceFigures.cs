namespace Waybill.Benchmarks.Report;

/// <summary>Figures of others, from another 2-core machine: an order of magnitude, not a comparison.</summary>
internal static class ReferenceFigures
{
    internal static readonly Bar DatadogProduce = new("Datadog's tracer, whole Kafka produce (reference)", 1_245, 3_192, BarKind.Reference);
    internal static readonly Bar OpenTelemetrySend = new("OpenTelemetry, span and one header (reference)", 381, 1_208, BarKind.Reference);

    internal static ResultTable Table { get; } = new(
        "reference",
        "reference, one 2-core machine",
        ["ns", "B"],
        [
            new("Datadog's tracer, whole Kafka produce integration", [DatadogProduce.Nanoseconds, DatadogProduce.Bytes]),
            new("Datadog's tracer, its span alone", [418, 1_136]),
            new("Datadog's tracer, its inject", [442, 1_496]),
            new("Datadog's tracer, its extract", [853, 2_312]),
            new("Datadog's tracer, its encoder, a span (300 to 350)", [325, null]),
            new("OpenTelemetry, span", [273, 824]),
            new("OpenTelemetry, span with inject of one header", [OpenTelemetrySend.Nanoseconds, OpenTelemetrySend.Bytes]),
            new("OpenTelemetry, extract", [110, 312]),
            new("OpenTelemetry, OTLP encoder, a span", [185, null]),
            new("bare Activity with a listener", [287, 824]),
            new("copying six ready headers", [122, 728]),
        ]);
}
