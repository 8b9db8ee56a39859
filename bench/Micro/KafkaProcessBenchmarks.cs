using System.Diagnostics;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using OpenTelemetry.Context.Propagation;
using Waybill.Adapters.Kafka;

namespace Waybill.Benchmarks.Micro;

/// <summary>A record with a context: extraction, process span with its tags, end of the span.</summary>
public class KafkaProcessBenchmarks
{
    internal const string Default = "Waybill, default styles (six headers)";
    internal const string OpenTelemetry = "OpenTelemetry SDK, traceparent (one header)";

    private const string OpenTelemetrySource = "Waybill.Benchmarks.OpenTelemetry";

    private static readonly TraceContextPropagator Propagator = new();
    private static readonly ActivitySource Source = new(OpenTelemetrySource);

    private readonly ConsumeResult<Null, byte[]> six = Record(Sample.Received(0, 1, 2, 3, 4, 5));
    private readonly ConsumeResult<Null, byte[]> two = Record(Sample.Received(4, 5));
    private readonly ConsumeResult<Null, byte[]> one = Record(Sample.Received(4));
    private readonly ConsumeResult<Null, byte[]> none = Record([]);
    private IDisposable? listening;

    [GlobalSetup(Targets = [nameof(SixHeaders), nameof(TwoHeaders), nameof(NoHeaders)])]
    public void Record() => listening = new RecordingTraces();

    [GlobalSetup(Targets = [nameof(OpenTelemetryOneHeader)])]
    public void StartOpenTelemetry() => listening = OpenTelemetrySdk.Start(OpenTelemetrySource);

    [GlobalCleanup]
    public void Stop() => listening?.Dispose();

    [Benchmark(Baseline = true, Description = OpenTelemetry)]
    public void OpenTelemetryOneHeader()
    {
        var parent = Propagator.Extract(
            default, one.Message.Headers, static (headers, name) => headers.TryGetLastBytes(name, out var value) ? [Encoding.UTF8.GetString(value)] : []);
        using var span = Source.StartActivity("process orders", ActivityKind.Consumer, parent.ActivityContext);
        if (span is not null)
        {
            span.SetTag("messaging.system", "kafka");
            span.SetTag("messaging.operation.name", "process");
            span.SetTag("messaging.operation.type", "process");
            span.SetTag("messaging.destination.name", one.Topic);
            span.SetTag("messaging.destination.partition.id", one.Partition.Value.ToString(CultureInfo.InvariantCulture));
            span.SetTag("messaging.kafka.offset", one.Offset.Value);
        }
    }

    [Benchmark(Description = Default)]
    public void SixHeaders() => Process(six);

    [Benchmark(Description = "Waybill, tracecontext (two headers)")]
    public void TwoHeaders() => Process(two);

    [Benchmark(Description = "Waybill, no headers")]
    public void NoHeaders() => Process(none);

    [Benchmark(Description = "Waybill, six headers, no listener")]
    public void Unheard() => Process(six);

    private static void Process(ConsumeResult<Null, byte[]> record)
    {
        using var scope = record.StartProcessing();
    }

    private static ConsumeResult<Null, byte[]> Record(Headers headers) => new()
    {
        Topic = "orders",
        Partition = 3,
        Offset = 123_456,
        Message = new Message<Null, byte[]> { Value = new byte[100], Headers = headers, Timestamp = new Timestamp(DateTime.UtcNow) },
    };
}
