using System.Diagnostics;
using System.Text;
using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using OpenTelemetry.Context.Propagation;
using Waybill.Adapters.Kafka;
using Waybill.Benchmarks.Throughput;
using Waybill.Core;
using Waybill.Core.Propagation;

namespace Waybill.Benchmarks.Micro;

/// <summary>Writing a context into Kafka headers, against adding the same headers ready-made.</summary>
public class InjectBenchmarks
{
    internal const string Floor = "adding six ready headers, each array copied";
    internal const string Default = "Waybill, default styles (six headers)";

    private static readonly TraceContextPropagator OpenTelemetryPropagator = new();

    private readonly SpanContextInjector defaultSet = Injector(PropagationStyle.Datadog, PropagationStyle.TraceContext, PropagationStyle.Baggage);
    private readonly SpanContextInjector datadog = Injector(PropagationStyle.Datadog);
    private readonly SpanContextInjector traceContext = Injector(PropagationStyle.TraceContext);
    private readonly SpanContextInjector b3Multi = Injector(PropagationStyle.B3Multi);
    private readonly SpanContextInjector b3Single = Injector(PropagationStyle.B3Single);
    private readonly SpanContextInjector xRay = Injector(PropagationStyle.XRay);
    private readonly SpanContext context = new(Sample.TraceId, Sample.SpanId, Sample.State());

    private readonly SpanContext withBaggage = (SpanContext)new SpanContextExtractor(new PropagationSettings { Extract = TracedLoad.Default }).Extract(
        new Dictionary<string, string>
        {
            ["traceparent"] = Encoding.ASCII.GetString(Sample.Values[4]),
            ["baggage"] = "tenant=blue,session=0123456789",
        })!;

    private readonly PropagationContext openTelemetryContext = new(
        new ActivityContext(
            Sample.TraceId.ToActivityTraceId(), Hex.ToActivitySpanId(Sample.SpanId), ActivityTraceFlags.Recorded), default);

    [Benchmark(Baseline = true, Description = Floor)]
    public Headers CopyingFloor()
    {
        Headers headers = [];
        for (var i = 0; i < Sample.Names.Length; i++)
        {
            headers.Add(Sample.Names[i], Sample.Values[i].ToArray());
        }

        return headers;
    }

    [Benchmark(Description = "adding six ready headers, the arrays shared")]
    public Headers SharingFloor()
    {
        Headers headers = [];
        for (var i = 0; i < Sample.Names.Length; i++)
        {
            headers.Add(Sample.Names[i], Sample.Values[i]);
        }

        return headers;
    }

    [Benchmark(Description = Default)]
    public object? DefaultSet() => Inject(defaultSet, context);

    /// <summary>Makes the trace's state, too.</summary>
    [Benchmark(Description = "Waybill, default styles, first message of its trace")]
    public object? DefaultSetFirstOfTrace() => Inject(defaultSet, new SpanContext(Sample.TraceId, Sample.SpanId, Sample.State()));

    [Benchmark(Description = "Waybill, datadog (four headers)")]
    public object? Datadog() => Inject(datadog, context);

    [Benchmark(Description = "Waybill, tracecontext (two headers)")]
    public object? TraceContext() => Inject(traceContext, context);

    [Benchmark(Description = "Waybill, b3multi (three headers)")]
    public object? B3Multi() => Inject(b3Multi, context);

    [Benchmark(Description = "Waybill, b3 (one header)")]
    public object? B3Single() => Inject(b3Single, context);

    [Benchmark(Description = "Waybill, xray (one header)")]
    public object? XRay() => Inject(xRay, context);

    [Benchmark(Description = "Waybill, default styles and baggage of two items")]
    public object? Baggage() => Inject(defaultSet, withBaggage);

    [Benchmark(Description = "OpenTelemetry, traceparent (one header)")]
    public Headers OpenTelemetry()
    {
        Headers headers = [];
        OpenTelemetryPropagator.Inject(openTelemetryContext, headers, static (headers, name, value) => headers.Add(name, Encoding.UTF8.GetBytes(value)));
        return headers;
    }

    private static Headers? Inject(SpanContextInjector injector, SpanContext context)
    {
        HeadersWriter writer = new(null);
        injector.Inject(ref writer, context);
        return writer.Copy;
    }

    private static SpanContextInjector Injector(params PropagationStyle[] styles) => new(new PropagationSettings { Inject = styles });
}
