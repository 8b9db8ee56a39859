using System.Diagnostics;
using System.Text;
using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using OpenTelemetry.Context.Propagation;
using Waybill.Adapters.Kafka;
using Waybill.Core;
using Waybill.Core.Propagation;

namespace Waybill.Benchmarks;

/// <summary>Writing a context into Kafka headers, against adding the same headers ready-made.</summary>
public class InjectBenchmarks
{
    private static readonly TraceContextPropagator OpenTelemetryPropagator = new();

    private readonly SpanContextInjector defaultSet = Injector(PropagationStyle.Datadog, PropagationStyle.TraceContext, PropagationStyle.Baggage);
    private readonly SpanContextInjector datadog = Injector(PropagationStyle.Datadog);
    private readonly SpanContextInjector traceContext = Injector(PropagationStyle.TraceContext);
    private readonly SpanContext context = new(Sample.TraceId, Sample.SpanId, Sample.State());

    private readonly PropagationContext openTelemetryContext = new(
        new ActivityContext(
            Sample.TraceId.ToActivityTraceId(), Hex.ToActivitySpanId(Sample.SpanId), ActivityTraceFlags.Recorded), default);

    /// <summary>The floor: six ready-made headers, each array copied.</summary>
    [Benchmark(Baseline = true)]
    public Headers CopyingFloor()
    {
        Headers headers = [];
        for (var i = 0; i < Sample.Names.Length; i++)
        {
            headers.Add(Sample.Names[i], Sample.Values[i].ToArray());
        }

        return headers;
    }

    /// <summary>Six ready-made headers, the arrays shared between messages.</summary>
    [Benchmark]
    public Headers SharingFloor()
    {
        Headers headers = [];
        for (var i = 0; i < Sample.Names.Length; i++)
        {
            headers.Add(Sample.Names[i], Sample.Values[i]);
        }

        return headers;
    }

    /// <summary>Datadog, W3C and baggage, of which there is none: six headers.</summary>
    [Benchmark]
    public object? DefaultSet() => Inject(defaultSet, context);

    /// <summary>The same where the message is the first one of its trace; makes the trace's state, too.</summary>
    [Benchmark]
    public object? DefaultSetFirstOfTrace() => Inject(defaultSet, new SpanContext(Sample.TraceId, Sample.SpanId, Sample.State()));

    /// <summary>Four headers.</summary>
    [Benchmark]
    public object? Datadog() => Inject(datadog, context);

    /// <summary>Two headers.</summary>
    [Benchmark]
    public object? TraceContext() => Inject(traceContext, context);

    /// <summary>OpenTelemetry's propagator: one header.</summary>
    [Benchmark]
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
