using Waybill.Benchmarks.Micro;

namespace Waybill.Benchmarks.Report;

/// <summary>The picture of the Kafka send path: ours, what was measured beside it, and the reference figures.</summary>
internal static class SendPathChart
{
    /// <returns>SVG; null when it was never measured.</returns>
    internal static string? Draw(Results results) => results.Table("kafka-send") is not var (_, table) ? null : BarChart.Draw(
        "One Kafka message sent: what tracing costs the caller, without librdkafka (dashed: another machine)",
        [
            .. table.Rows
                .Where(row => row.Name != KafkaSendBenchmarks.NoTracing)
                .Select(row => new Bar(row.Name, row.Values[0] ?? 0, row.Values[1] ?? 0, KindOf(row.Name))),
            Reference("OpenTelemetry, span and one header", ReferenceFigures.OpenTelemetrySend),
            Reference("Datadog's tracer", ReferenceFigures.DatadogProduce),
        ]);

    private static BarKind KindOf(string row) => row.StartsWith("Waybill", StringComparison.Ordinal) ? BarKind.Ours : BarKind.Compared;

    private static Bar Reference(string name, ReferenceFigure figure) => new(name, figure.Nanoseconds, figure.Bytes ?? 0, BarKind.Reference);
}
