using Waybill.Benchmarks.Micro;
using Waybill.Benchmarks.Scaling;
using Waybill.Benchmarks.Throughput;

namespace Waybill.Benchmarks.Report;

/// <summary>What is wanted.</summary>
internal static class Goals
{
    private const string Ns = MicroTables.Nanoseconds;
    private const string B = MicroTables.BytesColumn;

    internal static readonly IReadOnlyList<Goal> All =
    [
        new("Kafka send path, default styles", 600, "ns", results => results.Value("kafka-send", KafkaSendBenchmarks.Default, Ns)),
        new("Kafka send path, default styles, allocated", 1_700, "B", results => results.Value("kafka-send", KafkaSendBenchmarks.Default, B)),
        new("Kafka send path against OpenTelemetry's with one header", 1.5, "times", results => results.Ratio("kafka-send", KafkaSendBenchmarks.Default, KafkaSendBenchmarks.OpenTelemetry, Ns)),
        new("Kafka process side, default styles", 600, "ns", results => results.Value("kafka-process", KafkaProcessBenchmarks.Default, Ns)),
        new("Kafka process side, default styles, allocated", 1_700, "B", results => results.Value("kafka-process", KafkaProcessBenchmarks.Default, B)),
        new("Kafka process side against OpenTelemetry's with one header", 1.5, "times", results => results.Ratio("kafka-process", KafkaProcessBenchmarks.Default, KafkaProcessBenchmarks.OpenTelemetry, Ns)),
        new("with no listener, beyond the client's own", 30, "ns", results => results.Difference("kafka-send", KafkaSendBenchmarks.NoListener, KafkaSendBenchmarks.NoTracing, Ns)),
        new("with no listener, allocated", 0, "B", results => results.Difference("kafka-send", KafkaSendBenchmarks.NoListener, KafkaSendBenchmarks.NoTracing, B)),
        new("encoder, a span, the worst of all rows", 150, "ns", results => results.Most("encode", EncodeBenchmark.Nanoseconds, "Waybill")),
        new("encoder, a span, allocated", 0, "B", results => results.Most("encode", EncodeBenchmark.Bytes, "Waybill")),
        new("encoder against OpenTelemetry's in the same run (150 to 185, as in the reference), the worst of all rows", 0.81, "times", results => results.Most("encode", EncodeBenchmark.Ratio, "Waybill")),
        new("injection of the default styles into Kafka headers against copying six ready ones", 1.3, "times", results => results.Ratio("inject", InjectBenchmarks.Default, InjectBenchmarks.Floor, Ns)),
        new("injection of the default styles into Kafka headers, allocated", 600, "B", results => results.Value("inject", InjectBenchmarks.Default, B)),
        new("extraction of six Kafka headers against six look-ups", 3.5, "times", results => results.Ratio("extract", ExtractBenchmarks.Default, ExtractBenchmarks.Floor, Ns)),
        new("extraction of six Kafka headers, allocated", 250, "B", results => results.Value("extract", ExtractBenchmarks.Default, B)),
        new("extraction where there is no context, allocated", 0, "B", results => results.Value("extract", ExtractBenchmarks.Nothing, B)),
        Rate("messages a second through Kafka, default styles, against six ready headers", 0.85, "kafka-produce", KafkaThroughput.Default, KafkaThroughput.Ready),
        Rate("messages a second through Kafka, tracecontext, against two ready headers", 0.85, "kafka-produce", KafkaThroughput.TraceContext, KafkaThroughput.ReadyPair),
        Rate("messages a second through RabbitMQ, default styles, against none", 0.9, "rabbitmq-publish", RabbitMqThroughput.Default, RabbitMqThroughput.Bare),
        Rate("messages a second through RabbitMQ, tracecontext, against none", 0.9, "rabbitmq-publish", RabbitMqThroughput.TraceContext, RabbitMqThroughput.Bare),
        StaysLevel("1 to 16 threads, the agent up", "threads", ScalingTable.UpGrowth),
        StaysLevel("1 to 16 threads, the agent away", "threads", ScalingTable.DownGrowth),
        StaysLevel("1 to 1,000 open traces, the agent up", "open-traces", ScalingTable.UpGrowth),
        StaysLevel("1 to 1,000 open traces, the agent away", "open-traces", ScalingTable.DownGrowth),
        StaysLevel("1 to 10,000 spans a trace, the agent up", "trace-size", ScalingTable.UpGrowth),
        StaysLevel("1 to 10,000 spans a trace, the agent away", "trace-size", ScalingTable.DownGrowth),
    ];

    private static Goal StaysLevel(string text, string table, string column) =>
        new("a span's cost stays level, " + text, 1.3, "times the first", results => results.Most(table, column));

    private static Goal Rate(string text, double limit, string table, string traced, string bare) =>
        new(text, limit, "of the rate", results => results.Ratio(table, traced, bare, LoadFigures.Columns[0])) { IsAtLeast = true };
}
