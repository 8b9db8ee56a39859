using System.Text;
using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using OpenTelemetry.Context.Propagation;
using Waybill.Adapters.Kafka;
using Waybill.Core;

namespace Waybill.Benchmarks;

/// <summary>Reading a context from Kafka headers, against only looking the headers up.</summary>
public class ExtractBenchmarks
{
    private static readonly TraceContextPropagator OpenTelemetryPropagator = new();

    private readonly SpanContextExtractor extractor = new(new PropagationSettings
    {
        Extract = [PropagationStyle.Datadog, PropagationStyle.TraceContext, PropagationStyle.Baggage],
    });

    private readonly Headers six = Sample.Received(0, 1, 2, 3, 4, 5);
    private readonly Headers one = Sample.Received(4);
    private readonly Headers none = new() { { "content-type", "application/json"u8.ToArray() }, { "version", "1"u8.ToArray() } };

    /// <summary>The floor: six look-ups by name.</summary>
    [Benchmark(Baseline = true)]
    public int LookUps()
    {
        var length = 0;
        foreach (var name in Sample.Names)
        {
            length += six.TryGetLastBytes(name, out var value) ? value.Length : 0;
        }

        return length;
    }

    /// <summary>All headers of the default set.</summary>
    [Benchmark]
    public object? Six() => Extract(six);

    /// <summary>Only traceparent.</summary>
    [Benchmark]
    public object? One() => Extract(one);

    /// <summary>Two headers, neither of them ours.</summary>
    [Benchmark]
    public object? None() => Extract(none);

    /// <summary>OpenTelemetry's propagator, of traceparent only.</summary>
    [Benchmark]
    public PropagationContext OpenTelemetryOne() => OpenTelemetryPropagator.Extract(
        default, one, static (headers, name) => headers.TryGetLastBytes(name, out var value) ? [Encoding.UTF8.GetString(value)] : []);

    private SpanContext? Extract(Headers headers)
    {
        HeadersReader reader = new(headers);
        return extractor.Extract(ref reader);
    }
}
