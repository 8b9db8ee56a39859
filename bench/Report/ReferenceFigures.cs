using System.Globalization;
using Waybill.Benchmarks.Micro;

namespace Waybill.Benchmarks.Report;

/// <summary>Figures of others, from another 2-core machine, beside those of this run.</summary>
internal static class ReferenceFigures
{
    internal static readonly ReferenceFigure DatadogProduce =
        Datadog("whole Kafka produce integration", 1_245, 3_192, "kafka-send", KafkaSendBenchmarks.Default);

    internal static readonly ReferenceFigure OpenTelemetrySend =
        Same("OpenTelemetry, span with inject of one header", 381, 1_208, "span", SpanBenchmarks.OpenTelemetrySend);

    internal static readonly IReadOnlyList<ReferenceFigure> All =
    [
        DatadogProduce,
        Datadog("its span alone", 418, 1_136, "span", SpanBenchmarks.Waybill),
        Datadog("its inject", 442, 1_496, "inject", InjectBenchmarks.Default),
        Datadog("its extract", 853, 2_312, "extract", ExtractBenchmarks.Default),
        Datadog("its encoder, a span (300 to 350)", 325, null, "encode", EncodeBenchmark.Waybill(10)),
        Same("OpenTelemetry, span", 273, 824, "span", SpanBenchmarks.OpenTelemetryAlone),
        OpenTelemetrySend,
        Same("OpenTelemetry, extract", 110, 312, "extract", ExtractBenchmarks.OpenTelemetry),
        Same("OpenTelemetry, OTLP encoder, a span", 185, null, "encode", EncodeBenchmark.OpenTelemetry(10)),
        Same("bare Activity with a listener", 287, 824, "span", SpanBenchmarks.Bare),
        Same("copying six ready headers", 122, 728, "inject", InjectBenchmarks.Floor),
    ];

    internal static string Text(Results results)
    {
        var here = All
            .Select(figure => (Figure: figure, Nanoseconds: results.Value(figure.Table, figure.Row, MicroTables.Nanoseconds)))
            .ToList();
        ResultTable table = new(
            "reference",
            "what",
            ["there ns", "there B", "here ns", "here B", "here / there, ns"],
            [.. here.Select(one => new ResultRow(one.Figure.Name,
            [
                one.Figure.Nanoseconds, one.Figure.Bytes, one.Nanoseconds,
                results.Value(one.Figure.Table, one.Figure.Row, MicroTables.BytesColumn),
                one.Figure.IsSame ? one.Nanoseconds / one.Figure.Nanoseconds : null,
            ]))]);
        var factors = here
            .Where(one => one.Figure.IsSame && one.Nanoseconds is not null)
            .Select(one => one.Nanoseconds!.Value / one.Figure.Nanoseconds)
            .Order()
            .ToList();
        return MarkdownTable.Of(table) + (factors.Count == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $"\nWhat both machines have measured takes {factors[factors.Count / 2]:0.0} times as long here, by the median.\n"));
    }

    private static ReferenceFigure Datadog(string name, double nanoseconds, double? bytes, string table, string row) =>
        new($"Datadog's tracer, {name}; here: Waybill", nanoseconds, bytes, table, row, IsSame: false);

    private static ReferenceFigure Same(string name, double nanoseconds, double? bytes, string table, string row) =>
        new(name, nanoseconds, bytes, table, row, IsSame: true);
}
