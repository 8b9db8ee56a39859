using System.Diagnostics;
using System.Text;
using Amazon.SQS.Model;
using BenchmarkDotNet.Attributes;
using OpenTelemetry.Context.Propagation;
using Waybill.Adapters.RabbitMq;
using Waybill.Adapters.Sqs;
using Waybill.Benchmarks.Throughput;
using Waybill.Core;
using Waybill.Core.Http;
using Waybill.Core.Propagation;

namespace Waybill.Benchmarks.Micro;

/// <summary>The default styles into the other carriers, each against its own floor and OpenTelemetry's propagator with <c>traceparent</c>.</summary>
public class InjectCarrierBenchmarks
{
    private const string SourceName = "Waybill.Benchmarks.Carrier";

    private static readonly TraceContextPropagator Propagator = new();
    private static readonly ActivitySource Source = new(SourceName);
    private static readonly string[] Texts = [.. Sample.Values.Select(Encoding.ASCII.GetString)];

    private readonly SpanContextInjector injector = new(new PropagationSettings { Inject = TracedLoad.Default });
    private readonly SpanContext context = new(Sample.TraceId, Sample.SpanId, Sample.State());
    private readonly byte[] json = Encoding.ASCII.GetBytes("{" + string.Join(',', Sample.Names.Zip(Texts, (name, text) => $"\"{name}\":\"{text}\"")) + "}");

    private readonly PropagationContext other = new(
        new ActivityContext(Sample.TraceId.ToActivityTraceId(), Hex.ToActivitySpanId(Sample.SpanId), ActivityTraceFlags.Recorded), default);

    private RecordingTraces? recording;
    private Activity? span;

    [GlobalSetup(Target = nameof(Sqs))]
    public void StartSpan()
    {
        recording = new RecordingTraces();
        span = Source.StartActivity("send", ActivityKind.Producer);
    }

    [GlobalCleanup]
    public void Stop()
    {
        span?.Dispose();
        recording?.Dispose();
    }

    [Benchmark(Baseline = true, Description = "RabbitMQ: six ready headers, each array copied")]
    public object RabbitMqFloor()
    {
        Dictionary<string, object?> headers = new(Sample.Names.Length);
        for (var i = 0; i < Sample.Names.Length; i++)
        {
            headers[Sample.Names[i]] = Sample.Values[i].ToArray();
        }

        return headers;
    }

    [Benchmark(Description = "RabbitMQ: Waybill, default styles")]
    public object RabbitMq()
    {
        TracedHeaders headers = [];
        HeaderTableWriter writer = new(headers);
        injector.Inject(ref writer, context);
        return headers;
    }

    [Benchmark(Description = "RabbitMQ: OpenTelemetry, traceparent")]
    public object RabbitMqOther()
    {
        Dictionary<string, object?> headers = [];
        Propagator.Inject(other, headers, static (carrier, name, value) => carrier[name] = Encoding.UTF8.GetBytes(value));
        return headers;
    }

    [Benchmark(Description = "SQS: one ready attribute, its JSON copied")]
    public object SqsFloor() => new Dictionary<string, MessageAttributeValue> { ["_datadog"] = ContextAttribute.Of(json) };

    [Benchmark(Description = "SQS: Waybill, default styles as one attribute")]
    public object Sqs() => new Dictionary<string, MessageAttributeValue> { ["_datadog"] = ContextAttribute.Write(span)! };

    [Benchmark(Description = "SQS: OpenTelemetry, traceparent as an attribute")]
    public object SqsOther()
    {
        Dictionary<string, MessageAttributeValue> attributes = [];
        Propagator.Inject(
            other, attributes, static (carrier, name, value) => carrier[name] = new MessageAttributeValue { DataType = "String", StringValue = value });
        return attributes;
    }

    [Benchmark(Description = "HTTP: six ready headers")]
    public object HttpFloor()
    {
        HttpRequestMessage request = new();
        for (var i = 0; i < Sample.Names.Length; i++)
        {
            request.Headers.TryAddWithoutValidation(Sample.Names[i], Texts[i]);
        }

        return request;
    }

    [Benchmark(Description = "HTTP: Waybill, default styles")]
    public object Http()
    {
        HttpRequestMessage request = new();
        CallbackWriter writer = new(request, static (carrier, name, value) => ((HttpRequestMessage)carrier!).Headers.TryAddWithoutValidation(name, value));
        injector.Inject(ref writer, context);
        return request;
    }

    [Benchmark(Description = "HTTP: OpenTelemetry, traceparent")]
    public object HttpOther()
    {
        HttpRequestMessage request = new();
        Propagator.Inject(other, request, static (carrier, name, value) => carrier.Headers.TryAddWithoutValidation(name, value));
        return request;
    }

    [Benchmark(Description = "delegate: six ready entries of a dictionary, each text copied")]
    public object DelegateFloor()
    {
        Dictionary<string, string> headers = [];
        for (var i = 0; i < Sample.Names.Length; i++)
        {
            headers[Sample.Names[i]] = new string(Texts[i].AsSpan());
        }

        return headers;
    }

    [Benchmark(Description = "delegate: Waybill, default styles")]
    public object Delegate()
    {
        Dictionary<string, string> headers = [];
        injector.Inject(headers, static (carrier, name, value) => carrier[name] = value, context);
        return headers;
    }

    [Benchmark(Description = "delegate: OpenTelemetry, traceparent")]
    public object DelegateOther()
    {
        Dictionary<string, string> headers = [];
        Propagator.Inject(other, headers, static (carrier, name, value) => carrier[name] = value);
        return headers;
    }
}
