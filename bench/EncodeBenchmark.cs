using System.Diagnostics;
using System.Globalization;
using System.Net;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using Waybill.Core;
using Waybill.Core.Export.Encoders;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Benchmarks;

/// <summary>
/// Ended Activities to the bytes of a request: ours for <c>/v0.4/traces</c>, beside OpenTelemetry's exporter for OTLP, whose requests are answered
/// before they reach a network. 50 chunks of 10 spans with eight tags each; the figures are those of one span.
/// </summary>
/// <remarks>Thousands of short rounds in turn, so that what else the machine does meets all alike, and the median none of it.</remarks>
internal sealed class EncodeBenchmark(TextWriter output) : IDisposable
{
    private const double MaxNanoseconds = 150;
    private const int Chunks = 50;
    private const int SpansOfChunk = 10;
    private const int Spans = Chunks * SpansOfChunk;
    private const int WarmUpRounds = 500;

    /// <summary>Time for the JIT compiler, which works in the background, between two parts of the warm-up.</summary>
    private static readonly TimeSpan WarmUpPause = TimeSpan.FromMilliseconds(200);

    private readonly MessagePackWriter writer = new();
    private readonly SpanEncoder encoder = new(new TracerSettings(_ => null) { ServiceName = "orders", Environment = "prod", ServiceVersion = "1.2.3", Log = _ => { } });
    private readonly OtlpTraceExporter otlp = new(new OtlpExporterOptions
    {
        Protocol = OtlpExportProtocol.HttpProtobuf,
        Endpoint = new Uri("http://127.0.0.1:4318/v1/traces"),
        HttpClientFactory = () => new HttpClient(new NoNetwork()),
    });

    /// <returns>Whether what is wanted is met: at most 150 ns and 0 B for a span.</returns>
    internal bool Run(int rounds)
    {
        var messages = Enumerable.Range(0, Chunks).Select(_ => Chunk(AddMessageTags)).ToArray();
        var others = Enumerable.Range(0, Chunks).Select(_ => Chunk(AddOtherTags)).ToArray();
        var batch = messages.SelectMany(chunk => chunk.Spans).ToArray();
        Measured[] all =
        [
            new("OpenTelemetry OTLP, messages", () => otlp.Export(new Batch<Activity>(batch, batch.Length)), rounds),
            new("Waybill, messages", () => Encode(messages), rounds),
            new("Waybill, spans of a database client", () => Encode(others), rounds),
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

        return Report(all);
    }

    public void Dispose() => otlp.Dispose();

    private bool Report(Measured[] all)
    {
        output.WriteLine("| encoding a span of eight tags | median ns | best tenth ns | ratio | bytes |\n|---|--:|--:|--:|--:|");
        foreach (var measured in all)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {measured.Name} | {measured.At(0.5):F1} | {measured.At(0.1):F1} | {measured.At(0.5) / all[0].At(0.5):F2} | {measured.Bytes} |"));
        }

        var areAllMet = true;
        foreach (var measured in all[1..])
        {
            var isMet = measured.At(0.5) <= MaxNanoseconds && measured.Bytes == 0;
            areAllMet &= isMet;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{(isMet ? "MET" : "MISSED")} {measured.Name}: {measured.At(0.5):F1} ns (wanted: {MaxNanoseconds:F0}), {measured.Bytes} B (wanted: 0)"));
        }

        return areAllMet;
    }

    private void Encode(TraceChunk[] chunks)
    {
        writer.Truncate(0);
        foreach (var chunk in chunks)
        {
            encoder.Encode(chunk, writer, isFirstOfPayload: writer.Length == 0);
        }
    }

    private static TraceChunk Chunk(Action<Activity> addTags)
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
        while (spans.Count < SpansOfChunk - 1)
        {
            using var span = source.StartActivity("send orders", ActivityKind.Producer)!;
            addTags(span);
            spans.Add(span);
        }

        addTags(root);
        spans.Add(root);
        return new TraceChunk(TraceId128.From(root.TraceId), [.. spans], Sample.State()) { Bytes = 0 };
    }

    private static void AddMessageTags(Activity span) => span
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

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => new(HttpStatusCode.OK);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));
    }

    private sealed class Measured(string name, Action work, int rounds)
    {
        private readonly double[] times = new double[rounds];
        private bool isSorted;

        internal string Name => name;

        internal Action Work => work;

        /// <summary>Bytes a span, in the best round: now and then a round meets something that is not its own.</summary>
        internal long Bytes { get; private set; } = long.MaxValue;

        internal void Measure(int round)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            work();
            times[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Spans;
            Bytes = Math.Min(Bytes, (GC.GetAllocatedBytesForCurrentThread() - before + Spans - 1) / Spans);
        }

        internal double At(double share)
        {
            if (!isSorted)
            {
                Array.Sort(times);
                isSorted = true;
            }

            return times[(int)(times.Length * share)];
        }
    }
}
