using System.Diagnostics;
using System.Text;
using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using OpenTelemetry.Context.Propagation;
using Waybill.Adapters.Kafka;
using Waybill.Core;
using Waybill.Core.Export.Encoders;
using Waybill.Core.Tracing;

namespace Waybill.Benchmarks.Micro;

/// <summary>A send span with eight tags: started, injected into Kafka headers, ended; without a broker's adapter.</summary>
public class SpanBenchmarks
{
    internal const string Bare = "bare Activity with a listener";
    internal const string OpenTelemetryAlone = "OpenTelemetry SDK, no-op processor";
    internal const string OpenTelemetrySend = "OpenTelemetry SDK, traceparent injected";
    internal const string Waybill = "Waybill, not injected";

    private const string SourceName = "Waybill.Benchmarks.Span";
    private const int SpansOfRequest = 100;

    private static readonly TraceContextPropagator Propagator = new();
    private static readonly ActivitySource Source = new(SourceName);

    private readonly MessagePackWriter writer = new();
    private readonly SpanEncoder encoder = new(RecordingTraces.Settings());
    private IDisposable? listening;
    private Tracer? tracer;
    private int encoded;

    [GlobalSetup(Targets = [nameof(BareActivity)])]
    public void Listen() => listening = BareListener.Start(SourceName);

    [GlobalSetup(Targets = [nameof(OpenTelemetrySpan), nameof(OpenTelemetryInjected)])]
    public void StartOpenTelemetry() => listening = OpenTelemetrySdk.Start(SourceName);

    [GlobalSetup(Targets = [nameof(OpenTelemetryToBytes)])]
    public void StartOpenTelemetryExport() => listening = OpenTelemetrySdk.Start(SourceName, new ExportingProcessor(OpenTelemetrySdk.Exporter(), SpansOfRequest));

    [GlobalSetup(Targets = [nameof(WaybillSpan), nameof(WaybillInjected)])]
    public void Record() => listening = new RecordingTraces();

    [GlobalSetup(Targets = [nameof(WaybillToBytes)])]
    public void RecordAndEncode() => listening = new RecordingTraces(take: Encode);

    [GlobalSetup(Targets = [nameof(WaybillTracer)])]
    public void StartTracer()
    {
        var settings = RecordingTraces.Settings();
        settings.TraceEnabled = false; // gives the API; the recording is the same as in the other rows
        tracer = Tracer.Configure(settings);
        listening = new RecordingTraces();
    }

    [GlobalCleanup]
    public void Stop()
    {
        listening?.Dispose();
        tracer?.DisposeAsync().AsTask().Wait();
    }

    [Benchmark(Baseline = true, Description = Bare)]
    public void BareActivity()
    {
        using var span = Start();
    }

    [Benchmark(Description = "no listener: span and injection are left out")]
    public void NoListener()
    {
        using var span = Start();
        Inject(span);
    }

    [Benchmark(Description = OpenTelemetryAlone)]
    public void OpenTelemetrySpan()
    {
        using var span = Start();
    }

    [Benchmark(Description = OpenTelemetrySend)]
    public Headers OpenTelemetryInjected()
    {
        using var span = Start();
        Headers headers = [];
        Propagator.Inject(
            new PropagationContext(span!.Context, OpenTelemetry.Baggage.Current),
            headers,
            static (carrier, name, value) => carrier.Add(name, Encoding.UTF8.GetBytes(value)));
        return headers;
    }

    [Benchmark(Description = Waybill)]
    public void WaybillSpan()
    {
        using var span = Start();
    }

    [Benchmark(Description = "Waybill, default styles injected")]
    public void WaybillInjected()
    {
        using var span = Start();
        Inject(span);
    }

    [Benchmark(Description = "Waybill's Tracer, ISpan and SpanContextInjector, through a delegate")]
    public void WaybillTracer()
    {
        using var scope = tracer!.StartActive("send");
        scope.Span
            .SetTag("messaging.system", "kafka")
            .SetTag("messaging.operation.type", "send")
            .SetTag("messaging.operation.name", "produce")
            .SetTag("messaging.destination.name", "orders.created")
            .SetTag("messaging.destination.partition.id", "3")
            .SetTag("messaging.client.id", "orders-producer-1")
            .SetTag("messaging.kafka.offset", "123456")
            .SetTag("messaging.message.body.size", "512");
        SpanContextInjector.Default.Inject(
            new Dictionary<string, string>(), static (headers, name, value) => headers[name] = value, scope.Span.Context);
    }

    [Benchmark(Description = "OpenTelemetry SDK, to the bytes of OTLP, 100 spans a request")]
    public void OpenTelemetryToBytes()
    {
        using var span = Start();
    }

    [Benchmark(Description = "Waybill, to the bytes for the agent, 100 spans a request")]
    public void WaybillToBytes()
    {
        using var span = Start();
    }

    private static Activity? Start()
    {
        var span = Source.StartActivity("send orders.created", ActivityKind.Producer);
        if (span is not null)
        {
            EncodeBenchmark.AddMessageTags(span);
        }

        return span;
    }

    private static void Inject(Activity? span)
    {
        HeadersWriter headers = new(null);
        OutboundContext.Inject(span, ref headers);
    }

    private void Encode(TraceChunk chunk)
    {
        if (encoded == SpansOfRequest)
        {
            writer.Truncate(0);
            encoded = 0;
        }

        encoder.Encode(chunk, writer, isFirstOfPayload: encoded == 0);
        encoded++;
    }
}
