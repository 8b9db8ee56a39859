using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Waybill.Benchmarks.Micro;

/// <summary>
/// The same send span by OpenTelemetry's API: as many tags, <c>traceparent</c> as the one header, added to the caller's own message, and a handler
/// that ends the span with partition and offset. It is the least that an instrumentation has to do.
/// </summary>
internal sealed class OpenTelemetryProducer(IProducer<Null, byte[]> client, ActivitySource source)
{
    private static readonly TraceContextPropagator Propagator = new();

    internal void Produce(string topic, Message<Null, byte[]> message, Action<DeliveryReport<Null, byte[]>> handler)
    {
        var span = source.StartActivity("send orders", ActivityKind.Producer);
        if (span is null)
        {
            client.Produce(topic, message, handler);
            return;
        }

        span.SetTag("messaging.system", "kafka");
        span.SetTag("messaging.operation.name", "send");
        span.SetTag("messaging.operation.type", "send");
        span.SetTag("messaging.destination.name", topic);
        span.SetTag("messaging.client.id", client.Name);
        message.Headers ??= [];
        Propagator.Inject(
            new PropagationContext(span.Context, Baggage.Current),
            message.Headers,
            static (headers, name, value) => headers.Add(name, Encoding.UTF8.GetBytes(value)));
        client.Produce(topic, message, report =>
        {
            span.SetTag("messaging.destination.partition.id", report.Partition.Value.ToString(CultureInfo.InvariantCulture));
            span.SetTag("messaging.kafka.offset", report.Offset.Value);
            span.Stop();
            handler(report);
        });
    }
}
