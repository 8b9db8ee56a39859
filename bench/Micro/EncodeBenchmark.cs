using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using Waybill.Benchmarks.Report;
using Waybill.Core;
using Waybill.Core.Export.Encoders;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Benchmarks.Micro;

/// <summary>
/// Ended Activities to the bytes of a request: ours for <c>/v0.4/traces</c>, beside OpenTelemetry's exporter for OTLP, whose requests are answered
/// before they reach a network. 500 spans with eight tags each, in chunks of so many; the figures are those of one span.
/// </summary>
/// <remarks>Thousands of short rounds in turn, so that what else the machine does meets all alike, and the median none of it.</remarks>
internal sealed class EncodeBenchmark(int spansOfChunk) : IDisposable
{
    internal const string Ratio = "of OpenTelemetry's";

    private const int Spans = 500;
    private const int WarmUpRounds = 500;

    /// <summary>Time for the JIT compiler, which works in the background, between two parts of the warm-up.</summary>
    private static readonly TimeSpan WarmUpPause = TimeSpan.FromMilliseconds(200);

    private readonly MessagePackWriter writer = new();
    private readonly SpanEncoder encoder = new(RecordingTraces.Settings());
    private readonly OtlpTraceExporter otlp = OpenTelemetrySdk.Exporter();

    internal static string OpenTelemetry(int spansOfChunk) => $"OpenTelemetry OTLP, messages, chunks of {spansOfChunk}";

    internal static string Waybill(int spansOfChunk) => $"Waybill, messages, chunks of {spansOfChunk}";

    internal static ResultTable Run(bool isQuick)
    {
        List<ResultRow> rows = [];
        foreach (var spansOfChunk in (int[])[1, 10, 100])
        {
            using EncodeBenchmark benchmark = new(spansOfChunk);
            rows.AddRange(benchmark.Run(rounds: isQuick ? 1_000 : 10_000));
        }

        return new ResultTable("encode", "a span of eight tags, encoded", [MicroTables.Nanoseconds, "best tenth ns", Ratio, MicroTables.BytesColumn], rows);
    }

    private IEnumerable<ResultRow> Run(int rounds)
    {
        var count = Spans / spansOfChunk;
        var messages = Enumerable.Range(0, count).Select(_ => Chunk(AddMessageTags)).ToArray();
        var others = Enumerable.Range(0, count).Select(_ => Chunk(AddOtherTags)).ToArray();
        var batch = messages.SelectMany(chunk => chunk.Spans).ToArray();
        Measured[] all =
        [
            new(OpenTelemetry(spansOfChunk), () => otlp.Export(new Batch<Activity>(batch, batch.Length)), rounds, Spans),
            new(Waybill(spansOfChunk), () => Encode(messages), rounds, Spans),
            new($"Waybill, spans of a database client, chunks of {spansOfChunk}", () => Encode(others), rounds, Spans),
        ];
        for (var round = 0; round < WarmUpRounds; round++)
        {
            foreach (var measured in all)
            {
                measured.Work();
            }

            if (round % (WarmUpRounds / 5) == 0)
            {
                Thread.Sleep(WarmUpPause);
            }
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var measured in all)
            {
                measured.Measure(round);
            }
        }

        return all.Select(measured => new ResultRow(
            measured.Name, [Math.Round(measured.At(0.5), 1), Math.Round(measured.At(0.1), 1), Math.Round(measured.At(0.5) / all[0].At(0.5), 2), measured.Bytes]));
    }

    public void Dispose() => otlp.Dispose();

    private void Encode(TraceChunk[] chunks)
    {
        writer.Truncate(0);
        foreach (var chunk in chunks)
        {
            encoder.Encode(chunk, writer, isFirstOfPayload: writer.Length == 0);
        }
    }

    private TraceChunk Chunk(Action<Activity> addTags)
    {
        Activity.Current = null;
        using ActivitySource source = new("Waybill.Benchmarks");
        using ActivityListener listener = new()
        {
            ShouldListenTo = candidate => candidate == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        List<Activity> spans = [];
        using var root = source.StartActivity("orders", ActivityKind.Producer)!;
        while (spans.Count < spansOfChunk - 1)
        {
            using var span = source.StartActivity("send orders", ActivityKind.Producer)!;
            addTags(span);
            spans.Add(span);
        }

        addTags(root);
        spans.Add(root);
        return new TraceChunk(TraceId128.From(root.TraceId), [.. spans], Sample.State()) { Bytes = 0 };
    }

    internal static void AddMessageTags(Activity span) => span
        .SetTag("messaging.system", "kafka")
        .SetTag("messaging.operation.type", "send")
        .SetTag("messaging.operation.name", "produce")
        .SetTag("messaging.destination.name", "orders.created")
        .SetTag("messaging.destination.partition.id", "3")
        .SetTag("messaging.client.id", "orders-producer-1")
        .SetTag("messaging.kafka.offset", 123_456L)
        .SetTag("messaging.message.body.size", 512);

    private static void AddOtherTags(Activity span) => span
        .SetTag("db.system.name", "postgresql")
        .SetTag("db.namespace", "orders")
        .SetTag("db.operation.name", "SELECT")
        .SetTag("db.query.text", "SELECT id, customer, total FROM orders WHERE id = $1")
        .SetTag("server.address", "db.internal.example.com")
        .SetTag("server.port", 5432)
        .SetTag("db.client.connection.pool.name", "default")
        .SetTag("db.response.returned_rows", 1);
}
