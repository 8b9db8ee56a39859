using Confluent.Kafka;
using Waybill.Support;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>What <c>WAYBILL_DIAGNOSTICS=1</c> tells of records on a real broker.</summary>
public sealed class DiagnosticsTests(KafkaBroker broker)
{
    private readonly string topic = KafkaBroker.NewTopic();

    [Fact]
    public async Task A_record_is_told_when_it_is_sent_received_and_processed()
    {
        using ContextLines lines = new();
        using ActivityRecorder spans = new(KafkaSource.Name);
        using var producer = broker.Producer().WithTracing();
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), new() { Key = "secret", Value = "secret" });
        using var consumer = broker.Consumer(topic).WithTracing();
        var record = consumer.Consume(KafkaBroker.Deadline)!;
        await consumer.ProcessAsync(record, (_, _) => Task.CompletedTask, default);
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), record.Message);

        var send = spans.Ended[0];
        var context = $"trace {send.TraceId}, span {send.SpanId}, priority 1";
        Assert.Equal(
            [
                $"inject kafka send {topic}: wrote datadog, tracecontext; {context}",
                $"extract kafka poll {topic}: datadog counts: {context}; tracecontext has the same trace",
                $"extract kafka process {topic}: datadog counts: {context}; tracecontext has the same trace",
                $"inject kafka send {topic}: the message has a context already, to which its new span links: {context}",
            ],
            lines.All.Take(4));
        Assert.StartsWith($"inject kafka send {topic}: wrote datadog, tracecontext; trace ", lines.All[4], StringComparison.Ordinal);
        Assert.DoesNotContain(lines.All, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_tells_why_a_trace_ends_at_the_queue()
    {
        using ContextLines lines = new();
        using (var untraced = broker.Producer().WithTracing())
        {
            await untraced.ProduceAsync(KafkaBroker.Partition0(topic), new() { Value = "1" });
        }

        using ActivityRecorder spans = new(KafkaSource.Name);
        using (var filtering = broker.Producer().WithTracing(new KafkaTracingOptions { InjectInto = _ => false }))
        {
            await filtering.ProduceAsync(KafkaBroker.Partition0(topic), new() { Value = "2" });
        }

        using (var consumer = broker.Consumer(topic).WithTracing())
        {
            _ = consumer.Consume(KafkaBroker.Deadline);
        }

        using (var blind = broker.Consumer(topic, config => config.ConsumeResultFields = "topic").WithTracing())
        {
            _ = blind.Consume(KafkaBroker.Deadline);
        }

        Assert.Equal(
            [
                $"inject kafka send {topic}: nothing to write: no span is current, and nobody listens for one. Is there a Tracer?",
                $"inject kafka send {topic}: left out: InjectInto is false for this destination",
                $"extract kafka poll {topic}: no context: the record has no headers",
                $"extract kafka poll {topic}: no context: the client was told not to give headers",
            ],
            lines.All);
    }

    [Fact]
    public void A_context_that_does_not_fit_is_told()
    {
        using ContextLines lines = new();
        using ActivityRecorder spans = new(KafkaSource.Name);
        using var producer = broker.Producer(config => config.MessageMaxBytes = 1_000).WithTracing();
        producer.Produce(topic, new() { Value = new string('x', 880) });
        producer.Flush(KafkaBroker.Deadline);

        Assert.Equal($"inject kafka send {topic}: the message goes out without its context: message_too_large", lines.All[^1]);
    }
}
