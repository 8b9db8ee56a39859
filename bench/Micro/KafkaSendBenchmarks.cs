using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using Waybill.Adapters.Kafka;
using Waybill.Core;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Benchmarks.Micro;

/// <summary>One <c>Produce</c> with a handler: copy of the message, span with its tags, injection, delivery handler, end of the span.</summary>
public class KafkaSendBenchmarks
{
    internal const string NoTracing = "the stand-in alone";
    internal const string NoListener = "Waybill, no listener";
    internal const string Default = "Waybill, default styles (six headers)";
    internal const string OpenTelemetry = "OpenTelemetry SDK, traceparent (one header)";

    private const string Topic = "orders";
    private const string OpenTelemetrySource = "Waybill.Benchmarks.OpenTelemetry";

    private static readonly ActivitySource Source = new(OpenTelemetrySource);

    private readonly AnsweringProducer client = new();
    private readonly Message<Null, byte[]> message = new() { Value = new byte[100] };
    private readonly Action<DeliveryReport<Null, byte[]>> handler = static _ => { };
    private readonly IProducer<Null, byte[]> traced;
    private readonly OpenTelemetryProducer openTelemetry;
    private IDisposable? listening;

    public KafkaSendBenchmarks()
    {
        traced = client.WithTracing();
        openTelemetry = new OpenTelemetryProducer(client, Source);
    }

    [GlobalSetup(Targets = [nameof(DefaultStyles)])]
    public void RecordDefault() => listening = new RecordingTraces();

    [GlobalSetup(Targets = [nameof(TraceContextOnly)])]
    public void RecordTraceContext() => listening = new RecordingTraces([PropagationStyle.TraceContext]);

    [GlobalSetup(Targets = [nameof(UnderOpenTelemetry)])]
    public void ListenWithOpenTelemetry() => listening = OpenTelemetrySdk.Start("Waybill.Kafka");

    [GlobalSetup(Targets = [nameof(OpenTelemetryOneHeader)])]
    public void StartOpenTelemetry() => listening = OpenTelemetrySdk.Start(OpenTelemetrySource);

    [GlobalSetup(Targets = [nameof(AmbientCopy)])]
    public void EnterAmbient() => AmbientContext.Enter(new SpanContext(Sample.TraceId, Sample.SpanId, Sample.State()));

    [GlobalCleanup]
    public void Stop()
    {
        listening?.Dispose();
        AmbientContext.Restore(null);
    }

    [Benchmark(Baseline = true, Description = NoTracing)]
    public void Bare() => client.Produce(Topic, message, handler);

    [Benchmark(Description = NoListener)]
    public void Unheard() => traced.Produce(Topic, message, handler);

    [Benchmark(Description = "Waybill, no listener, passing on a context that came in")]
    public void AmbientCopy() => traced.Produce(Topic, message, handler);

    [Benchmark(Description = "copying the message and six ready headers")]
    public void CopyingFloor()
    {
        Headers headers = [];
        for (var i = 0; i < Sample.Names.Length; i++)
        {
            headers.Add(Sample.Names[i], Sample.Values[i].ToArray());
        }

        client.Produce(Topic, new Message<Null, byte[]> { Key = message.Key, Value = message.Value, Timestamp = message.Timestamp, Headers = headers }, handler);
    }

    [Benchmark(Description = Default)]
    public void DefaultStyles() => traced.Produce(Topic, message, handler);

    [Benchmark(Description = "Waybill, tracecontext (two headers)")]
    public void TraceContextOnly() => traced.Produce(Topic, message, handler);

    [Benchmark(Description = "Waybill's adapter under OpenTelemetry's SDK, default styles")]
    public void UnderOpenTelemetry() => traced.Produce(Topic, message, handler);

    [Benchmark(Description = OpenTelemetry)]
    public void OpenTelemetryOneHeader()
    {
        message.Headers = null; // it adds its header to the caller's own message
        openTelemetry.Produce(Topic, message, handler);
    }
}
