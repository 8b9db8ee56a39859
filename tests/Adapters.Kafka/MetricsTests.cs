using Confluent.Kafka;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>What is measured, also while nobody listens to spans.</summary>
public sealed class MetricsTests(KafkaBroker broker)
{
    private static readonly string[] Instruments =
    [
        "messaging.client.operation.duration", "messaging.client.sent.messages", "messaging.client.consumed.messages", "messaging.process.duration",
        "waybill.message.queue_time",
    ];

    private readonly string topic = KafkaBroker.NewTopic();

    [Fact]
    public async Task Sending_receiving_settling_and_processing_are_measured()
    {
        using MeterRecorder recorder = new(Instruments);
        using (var producer = broker.Producer().WithTracing())
        {
            await producer.ProduceAsync(KafkaBroker.Partition0(topic), new Message<string, string> { Value = "a" }, TestContext.Current.CancellationToken);
            producer.Produce(KafkaBroker.Partition0(topic), new Message<string, string> { Value = "b" });
            producer.Flush(KafkaBroker.Deadline);
        }

        using var consumer = broker.Consumer(topic).WithTracing();
        var result = consumer.Consume(KafkaBroker.Deadline);
        consumer.Commit(result);
        await consumer.ProcessAsync(result, (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken);

        var values = recorder.Values.Where(value => Equals(value.Tags["messaging.destination.name"], topic)).ToList();
        Assert.Equal(2, Count("messaging.client.sent.messages", "send"));
        Assert.Equal(2, Count("messaging.client.operation.duration", "send"));
        Assert.Equal(1, Count("messaging.client.consumed.messages", "poll"));
        Assert.Equal(1, Count("messaging.client.operation.duration", "poll"));
        Assert.Equal(1, Count("messaging.client.operation.duration", "commit"));
        Assert.Equal(1, Count("messaging.process.duration", "process"));
        Assert.Equal(1, Count("waybill.message.queue_time", "poll"));
        Assert.All(values, value => Assert.Equal("kafka", value.Tags["messaging.system"]));
        Assert.All(values, value => Assert.InRange(value.Number, 0, 60));

        int Count(string instrument, string operation) =>
            values.Count(value => value.Instrument == instrument && Equals(value.Tags["messaging.operation.name"], operation));
    }

    [Fact]
    public async Task A_failed_send_is_counted_with_its_error()
    {
        using MeterRecorder recorder = new(Instruments);
        using var producer = broker.Producer(config => config.MessageMaxBytes = 2000).WithTracing();
        Message<string, string> large = new() { Value = new string('x', 3000) };

        Assert.Throws<ProduceException<string, string>>(() => producer.Produce(topic, large));
        await Assert.ThrowsAsync<ProduceException<string, string>>(() => producer.ProduceAsync(topic, large, TestContext.Current.CancellationToken));

        var sent = recorder.Values.Where(
            value => value.Instrument == "messaging.client.sent.messages" && Equals(value.Tags["messaging.destination.name"], topic)).ToList();
        Assert.Equal(2, sent.Count);
        Assert.All(sent, value => Assert.Equal("MsgSizeTooLarge", value.Tags["error.type"]));
    }
}
