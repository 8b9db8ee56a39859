using System.Text;
using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using OpenTelemetry.Context.Propagation;
using Waybill.Adapters.Kafka;
using Waybill.Core;

namespace Waybill.Benchmarks.Micro;

/// <summary>Reading a context from Kafka headers, against only looking the headers up.</summary>
public class ExtractBenchmarks
{
    internal const string Floor = "six look-ups by name";
    internal const string Default = "Waybill, default styles (six headers)";
    internal const string OpenTelemetry = "OpenTelemetry, traceparent (one header)";
    internal const string Nothing = "Waybill, default styles, two headers of others";

    private static readonly TraceContextPropagator OpenTelemetryPropagator = new();

    private readonly SpanContextExtractor extractor = Extractor(PropagationStyle.Datadog, PropagationStyle.TraceContext, PropagationStyle.Baggage);
    private readonly SpanContextExtractor datadog = Extractor(PropagationStyle.Datadog);
    private readonly SpanContextExtractor traceContext = Extractor(PropagationStyle.TraceContext);
    private readonly SpanContextExtractor b3Multi = Extractor(PropagationStyle.B3Multi);
    private readonly SpanContextExtractor b3Single = Extractor(PropagationStyle.B3Single);
    private readonly SpanContextExtractor xRay = Extractor(PropagationStyle.XRay);

    private readonly Headers six = Sample.Received(0, 1, 2, 3, 4, 5);
    private readonly Headers one = Sample.Received(4);
    private readonly Headers none = new() { { "content-type", "application/json"u8.ToArray() }, { "version", "1"u8.ToArray() } };
    private readonly Headers b3MultiHeaders = Injected(PropagationStyle.B3Multi);
    private readonly Headers b3SingleHeaders = Injected(PropagationStyle.B3Single);
    private readonly Headers xRayHeaders = Injected(PropagationStyle.XRay);

    [Benchmark(Baseline = true, Description = Floor)]
    public int LookUps()
    {
        var length = 0;
        foreach (var name in Sample.Names)
        {
            length += six.TryGetLastBytes(name, out var value) ? value.Length : 0;
        }

        return length;
    }

    [Benchmark(Description = Default)]
    public object? Six() => Extract(six);

    [Benchmark(Description = "Waybill, default styles, traceparent alone")]
    public object? One() => Extract(one);

    [Benchmark(Description = Nothing)]
    public object? None() => Extract(none);

    [Benchmark(Description = "Waybill, datadog (four headers)")]
    public object? Datadog() => Extract(datadog, six);

    [Benchmark(Description = "Waybill, tracecontext (two headers)")]
    public object? TraceContext() => Extract(traceContext, six);

    [Benchmark(Description = "Waybill, b3multi (three headers)")]
    public object? B3Multi() => Extract(b3Multi, b3MultiHeaders);

    [Benchmark(Description = "Waybill, b3 (one header)")]
    public object? B3Single() => Extract(b3Single, b3SingleHeaders);

    [Benchmark(Description = "Waybill, xray (one header)")]
    public object? XRay() => Extract(xRay, xRayHeaders);

    [Benchmark(Description = OpenTelemetry)]
    public PropagationContext OpenTelemetryOne() => OpenTelemetryPropagator.Extract(
        default, one, static (headers, name) => headers.TryGetLastBytes(name, out var value) ? [Encoding.UTF8.GetString(value)] : []);

    private SpanContext? Extract(Headers headers) => Extract(extractor, headers);

    private static SpanContext? Extract(SpanContextExtractor extractor, Headers headers)
    {
        HeadersReader reader = new(headers);
        return extractor.Extract(ref reader);
    }

    private static SpanContextExtractor Extractor(params PropagationStyle[] styles) => new(new PropagationSettings { Extract = styles });

    private static Headers Injected(PropagationStyle style)
    {
        HeadersWriter writer = new(null);
        new SpanContextInjector(new PropagationSettings { Inject = [style] }).Inject(ref writer, new SpanContext(Sample.TraceId, Sample.SpanId, Sample.State()));
        return writer.Copy!;
    }
}
