using System.Diagnostics;
using System.Net;
using BenchmarkDotNet.Attributes;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using Waybill.Core;
using Waybill.Core.Export;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Benchmarks;

/// <summary>
/// Ended Activities to the bytes of a request: ours for <c>/v0.4/traces</c>, beside OpenTelemetry's exporter for OTLP, whose requests are answered
/// before they reach a network. 50 chunks of 10 spans with eight tags each; times and bytes are those of one span.
/// </summary>
public sealed class EncodeBenchmarks : IDisposable
{
    private const int Chunks = 50;
    private const int SpansOfChunk = 10;
    private const int Spans = Chunks * SpansOfChunk;

    private readonly MessagePackWriter writer = new();
    private readonly SpanEncoder encoder = new(new TracerSettings(_ => null) { ServiceName = "orders", Environment = "prod", ServiceVersion = "1.2.3", Log = _ => { } });
    private readonly TraceChunk[] messages = [.. Enumerable.Range(0, Chunks).Select(_ => Chunk(AddMessageTags))];
    private readonly TraceChunk[] others = [.. Enumerable.Range(0, Chunks).Select(_ => Chunk(AddOtherTags))];
    private readonly Activity[] batch;
    private readonly OtlpTraceExporter otlp = new(new OtlpExporterOptions
    {
        Protocol = OtlpExportProtocol.HttpProtobuf,
        Endpoint = new Uri("http://127.0.0.1:4318/v1/traces"),
        HttpClientFactory = () => new HttpClient(new NoNetwork()),
    });

    public EncodeBenchmarks() => batch = [.. messages.SelectMany(chunk => chunk.Spans)];

    /// <summary>Ends the exporter.</summary>
    public void Dispose() => otlp.Dispose();

    /// <summary>The floor of comparison: OpenTelemetry's own.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Spans)]
    public ExportResult OpenTelemetryOtlp() => otlp.Export(new Batch<Activity>(batch, batch.Length));

    /// <summary>Spans of messages, whose names come from their attributes.</summary>
    [Benchmark(OperationsPerInvoke = Spans)]
    public int Messages() => Encode(messages);

    /// <summary>Spans of some other library.</summary>
    [Benchmark(OperationsPerInvoke = Spans)]
    public int Others() => Encode(others);

    private int Encode(TraceChunk[] chunks)
    {
        writer.Truncate(0);
        foreach (var chunk in chunks)
        {
            encoder.Encode(chunk, writer, isFirstOfPayload: writer.Length == 0);
        }

        return writer.Length;
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
        return new TraceChunk(TraceId128.From(root.TraceId), spans, Sample.State());
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
}
