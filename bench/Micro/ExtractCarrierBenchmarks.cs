using System.Text;
using Amazon.SQS.Model;
using BenchmarkDotNet.Attributes;
using OpenTelemetry.Context.Propagation;
using Waybill.Adapters.RabbitMq;
using Waybill.Adapters.Sqs;
using Waybill.Benchmarks.Throughput;
using Waybill.Core;
using Waybill.Core.Http;

namespace Waybill.Benchmarks.Micro;

/// <summary>The default styles out of the other carriers, each against six look-ups and OpenTelemetry's propagator with <c>traceparent</c>.</summary>
public class ExtractCarrierBenchmarks
{
    private static readonly TraceContextPropagator Propagator = new();

    private readonly SpanContextExtractor extractor = new(new PropagationSettings { Extract = TracedLoad.Default });
    private readonly Dictionary<string, object?> table = Headers<object?>(value => value);
    private readonly Dictionary<string, string> texts = Headers(Encoding.ASCII.GetString);
    private readonly Dictionary<string, MessageAttributeValue> attributes;
    private readonly Dictionary<string, MessageAttributeValue> otherAttributes = Headers(value => ContextAttribute.Of(value));

    public ExtractCarrierBenchmarks() => attributes = new()
    {
        ["_datadog"] = new() { DataType = "String", StringValue = "{" + string.Join(',', texts.Select(header => $"\"{header.Key}\":\"{header.Value}\"")) + "}" },
    };

    [Benchmark(Baseline = true, Description = "RabbitMQ: six look-ups by name")]
    public int RabbitMqFloor()
    {
        var length = 0;
        foreach (var name in Sample.Names)
        {
            length += table.TryGetValue(name, out var value) ? ((byte[])value!).Length : 0;
        }

        return length;
    }

    [Benchmark(Description = "RabbitMQ: Waybill, default styles")]
    public object? RabbitMq()
    {
        HeaderTableReader reader = new(table);
        return extractor.Extract(ref reader);
    }

    [Benchmark(Description = "RabbitMQ: OpenTelemetry, traceparent")]
    public PropagationContext RabbitMqOther() => Propagator.Extract(
        default, table, static (carrier, name) => carrier.TryGetValue(name, out var value) ? [Encoding.UTF8.GetString((byte[])value!)] : []);

    [Benchmark(Description = "SQS: Waybill, default styles in one attribute")]
    public object? Sqs() => ContextAttribute.Read(attributes);

    [Benchmark(Description = "SQS: OpenTelemetry, traceparent as an attribute")]
    public PropagationContext SqsOther() => Propagator.Extract(
        default, otherAttributes, static (carrier, name) => carrier.TryGetValue(name, out var value) ? [value.StringValue] : []);

    [Benchmark(Description = "HTTP: Waybill, default styles")]
    public object? Http()
    {
        CallbackReader reader = new(texts, static (object? carrier, string name, out string? value, out IEnumerable<string>? values) =>
        {
            values = null;
            ((Dictionary<string, string>)carrier!).TryGetValue(name, out value);
        });
        return extractor.Extract(ref reader);
    }

    [Benchmark(Description = "delegate: six look-ups by name")]
    public int DelegateFloor()
    {
        var length = 0;
        foreach (var name in Sample.Names)
        {
            length += texts.TryGetValue(name, out var value) ? value.Length : 0;
        }

        return length;
    }

    [Benchmark(Description = "delegate: Waybill, default styles")]
    public object? Delegate() => extractor.Extract(texts, static (carrier, name) => carrier.TryGetValue(name, out var value) ? [value] : []);

    [Benchmark(Description = "HTTP and delegate: OpenTelemetry, traceparent")]
    public PropagationContext DelegateOther() =>
        Propagator.Extract(default, texts, static (carrier, name) => carrier.TryGetValue(name, out var value) ? [value] : []);

    private static Dictionary<string, T> Headers<T>(Func<byte[], T> value)
    {
        Dictionary<string, T> headers = [];
        for (var i = 0; i < Sample.Names.Length; i++)
        {
            headers[Sample.Names[i]] = value(Sample.Values[i]);
        }

        return headers;
    }
}
