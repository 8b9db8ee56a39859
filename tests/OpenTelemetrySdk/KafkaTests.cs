using Confluent.Kafka;
using OpenTelemetry.Trace;
using Waybill.Adapters.Kafka;
using Waybill.Adapters.Kafka.Tests;

namespace Waybill.OpenTelemetrySdk.Tests;

/// <summary>The same program, recorded by our tracer, by the OpenTelemetry SDK and by both.</summary>
public class KafkaTests(KafkaBroker broker)
{
    [Fact]
    public async Task The_spans_are_the_same_whoever_records_them()
    {
        var ours = await RunAsync(RecordedBy.Waybill);
        var theirs = await RunAsync(RecordedBy.OpenTelemetry);
        Traces.AreTheSame(ours.Spans[RecordedBy.Waybill], theirs.Spans[RecordedBy.OpenTelemetry]);
        Assert.Equal(5, ours.Spans[RecordedBy.Waybill].Count);
        Assert.Equal(ours.Headers, theirs.Headers);
    }

    [Fact]
    public async Task Both_together_export_each_span_once()
    {
        var (both, headers) = await RunAsync(RecordedBy.Both);
        Traces.AreOneAndTheSame(both[RecordedBy.Waybill], both[RecordedBy.OpenTelemetry]);
        Assert.Equal(5, both[RecordedBy.Waybill].Count);
        Assert.Contains("traceparent", headers);
        Assert.Contains("x-datadog-trace-id", headers);
    }

    [Fact]
    public async Task What_OpenTelemetrys_sampler_drops_is_passed_on_as_dropped()
    {
        await using Recording recording = new(RecordedBy.OpenTelemetry, new AlwaysOffSampler());
        var topic = KafkaBroker.NewTopic();
        using (var producer = broker.Producer().WithTracing())
        {
            await producer.ProduceAsync(KafkaBroker.Partition0(topic), new Message<string, string> { Value = "1" });
        }

        var headers = broker.Read(topic).Single().Message.Headers;
        Assert.EndsWith("-00", Text(headers, "traceparent"), StringComparison.Ordinal);
        Assert.Equal("0", Text(headers, "x-datadog-sampling-priority"));
        Assert.Empty((await recording.EndAsync(0))[RecordedBy.OpenTelemetry]);
    }

    private static string Text(Headers headers, string name) => System.Text.Encoding.UTF8.GetString(headers.GetLastBytes(name));

    /// <summary>An order is sent, received and processed, and the handler sends a second message.</summary>
    private async Task<(IReadOnlyDictionary<RecordedBy, IReadOnlyList<RecordedSpan>> Spans, string Headers)> RunAsync(RecordedBy by)
    {
        await using Recording recording = new(by);
        var (topic, next) = (KafkaBroker.NewTopic(), KafkaBroker.NewTopic());
        using (var producer = broker.Producer().WithTracing())
        using (var consumer = broker.Consumer(topic).WithTracing())
        {
            using (Recording.Shop.StartActivity("checkout"))
            {
                await producer.ProduceAsync(KafkaBroker.Partition0(topic), new Message<string, string> { Key = "k", Value = "1" });
            }

            var record = consumer.Consume(KafkaBroker.Deadline);
            Assert.NotNull(record);
            await consumer.ProcessAsync(record, async (_, cancellation) =>
                await producer.ProduceAsync(KafkaBroker.Partition0(next), new Message<string, string> { Key = "k", Value = "2" }, cancellation), CancellationToken.None);
            consumer.Close();
        }

        var headers = string.Join(' ', broker.Read(next).Single().Message.Headers.Select(header => header.Key));
        var spans = await recording.EndAsync(5);
        return (spans.ToDictionary(pair => pair.Key, pair => Traces.Named(pair.Value, (topic, "first"), (next, "second"))), headers);
    }
}
