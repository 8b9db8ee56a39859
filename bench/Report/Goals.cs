using Waybill.Benchmarks.Micro;
using Waybill.Benchmarks.Scaling;
using Waybill.Benchmarks.Throughput;

namespace Waybill.Benchmarks.Report;

/// <summary>What is wanted.</summary>
internal static class Goals
{
    private const string Ns = MicroTables.Nanoseconds;
    private const string B = MicroTables.BytesColumn;
    private const string Times = "times";
    private const string OurEncoder = "Waybill";

    internal static readonly IReadOnlyList<Goal> All =
    [
        AtMost(600, Ns, "Kafka send path, default styles", "kafka-send", KafkaSendBenchmarks.Default),
        AtMost(1_700, B, "Kafka send path, default styles, allocated", "kafka-send", KafkaSendBenchmarks.Default),
        AtMostTimes(
            1.5, "Kafka send path against OpenTelemetry's with one header", "kafka-send", KafkaSendBenchmarks.Default, KafkaSendBenchmarks.OpenTelemetry),
        AtMost(600, Ns, "Kafka process side, default styles", "kafka-process", KafkaProcessBenchmarks.Default),
        AtMost(1_700, B, "Kafka process side, default styles, allocated", "kafka-process", KafkaProcessBenchmarks.Default),
        AtMostTimes(
            1.5,
            "Kafka process side against OpenTelemetry's with one header",
            "kafka-process",
            KafkaProcessBenchmarks.Default,
            KafkaProcessBenchmarks.OpenTelemetry),
        AtMostBeyond(30, Ns, "with no listener, beyond the client's own", "kafka-send", KafkaSendBenchmarks.NoListener, KafkaSendBenchmarks.NoTracing),
        AtMostBeyond(0, B, "with no listener, allocated", "kafka-send", KafkaSendBenchmarks.NoListener, KafkaSendBenchmarks.NoTracing),
        new("encoder, a span, the worst row", 150, Ns, results => results.Most("encode", Ns, OurEncoder)),
        new("encoder, a span, allocated", 0, B, results => results.Most("encode", B, OurEncoder)),
        new(
            "encoder against OpenTelemetry's in the same run, the worst row (150 to the reference's 185)",
            0.81,
            Times,
            results => results.Most("encode", EncodeBenchmark.Ratio, OurEncoder)),
        AtMostTimes(1.3, "injection of six Kafka headers against copying six ready ones", "inject", InjectBenchmarks.Default, InjectBenchmarks.Floor),
        AtMost(600, B, "injection of six Kafka headers, allocated", "inject", InjectBenchmarks.Default),
        AtMostTimes(3.5, "extraction of six Kafka headers against six look-ups", "extract", ExtractBenchmarks.Default, ExtractBenchmarks.Floor),
        AtMost(250, B, "extraction of six Kafka headers, allocated", "extract", ExtractBenchmarks.Default),
        AtMost(0, B, "extraction where there is no context, allocated", "extract", ExtractBenchmarks.Nothing),
        AtLeastRate(0.85, "Kafka, default styles, against six ready headers", "kafka-produce", KafkaThroughput.Default),
        AtLeastRate(0.85, "Kafka, tracecontext, against two ready headers", "kafka-produce", KafkaThroughput.TraceContext),
        AtLeastRate(0.9, "RabbitMQ, default styles, against no headers", "rabbitmq-publish", RabbitMqThroughput.Default),
        AtLeastRate(0.9, "RabbitMQ, tracecontext, against no headers", "rabbitmq-publish", RabbitMqThroughput.TraceContext),
        StaysLevel("1 to 16 threads, the agent up", "threads", ScalingTable.UpGrowth),
        StaysLevel("1 to 16 threads, the agent away", "threads", ScalingTable.DownGrowth),
        StaysLevel("1 to 16 threads with one Kafka producer, the agent up", "producer-threads", ScalingTable.UpGrowth),
        StaysLevel("1 to 16 threads with one Kafka producer, the agent away", "producer-threads", ScalingTable.DownGrowth),
        StaysLevel("1 to 1,000 open traces, the agent up", "open-traces", ScalingTable.UpGrowth),
        StaysLevel("1 to 1,000 open traces, the agent away", "open-traces", ScalingTable.DownGrowth),
        StaysLevel("1 to 10,000 spans a trace, the agent up", "trace-size", ScalingTable.UpGrowth),
        StaysLevel("1 to 10,000 spans a trace, the agent away", "trace-size", ScalingTable.DownGrowth),
    ];

    private static Goal AtMost(double limit, string column, string text, string table, string row) =>
        new(text, limit, column, results => results.Value(table, row, column));

    private static Goal AtMostBeyond(double limit, string column, string text, string table, string row, string other) =>
        new(text, limit, column, results => results.Difference(table, row, other, column));

    private static Goal AtMostTimes(double limit, string text, string table, string row, string other) =>
        new(text, limit, Times, results => results.Ratio(table, row, other, Ns));

    private static Goal AtLeastRate(double limit, string text, string table, string row) =>
        new("messages a second through " + text, limit, Times, results => results.Value(table, row, LoadTable.RateRatio)) { IsAtLeast = true };

    private static Goal StaysLevel(string text, string table, string column) =>
        new("a span's cost stays level, " + text, 1.3, "times the first", results => results.Most(table, column));
}
