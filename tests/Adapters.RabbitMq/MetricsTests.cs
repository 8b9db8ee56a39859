using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class MetricsTests(RabbitMqFixture broker) : RabbitMqTest(broker)
{
    private readonly Deliveries deliveries = new();

    [Fact]
    public async Task Sent_consumed_durations_and_queue_time_are_measured_with_and_without_spans()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        using Measurements measured = new(Name);
        await PublishGetAndConsumeAsync(channel);
        Spans.Dispose();
        await PublishGetAndConsumeAsync(channel);

        Assert.Equal([1, 1, 1, 1], measured.Of("messaging.client.sent.messages").Select(one => one.Value));
        Assert.Equal(
            ["get", "process", "get", "process"], measured.Of("messaging.client.consumed.messages").Select(one => one.Operation));
        Assert.Equal(
            ["get", "get", "publish", "publish", "publish", "publish"],
            measured.Of("messaging.client.operation.duration").Select(one => one.Operation).Order());
        Assert.Equal(["process", "process"], measured.Of("messaging.process.duration").Select(one => one.Operation));
        Assert.Equal(["get", "process", "get", "process"], measured.Of("waybill.message.queue_time").Select(one => one.Operation));
        Assert.All(measured.Of("waybill.message.queue_time"), one => Assert.InRange(one.Value, 29.9, 60));
        Assert.All(measured.Of("messaging.client.operation.duration"), one => Assert.InRange(one.Value, 0.000001, 60));
        Assert.All(measured.Of("messaging.process.duration"), one => Assert.Null(one.ErrorType));
    }

    [Fact]
    public async Task Failures_have_their_type()
    {
        await using var channel = await TracedChannelAsync(new RabbitMqTracingOptions { SettleSpans = true });
        using Measurements measured = new(Name);
        await Assert.ThrowsAnyAsync<PublishException>(async () => await channel.BasicPublishAsync("", Name, mandatory: true, Body));
        await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.BasicGetAsync(Name, autoAck: true));

        Assert.Equal(typeof(PublishException).FullName, Assert.Single(measured.Of("messaging.client.sent.messages")).ErrorType);
        Assert.Equal(
            [typeof(PublishException).FullName, typeof(OperationInterruptedException).FullName],
            measured.Of("messaging.client.operation.duration").Select(one => one.ErrorType));
        Assert.Empty(measured.Of("messaging.client.consumed.messages"));
    }

    [Fact]
    public async Task A_failing_handler_is_measured_as_such_and_acknowledging_as_an_operation()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync(new RabbitMqTracingOptions { SettleSpans = true });
        using Measurements measured = new(Name);
        deliveries.Handler = async delivery =>
        {
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            throw new InvalidOperationException();
        };
        await channel.BasicConsumeAsync(Name, autoAck: false, deliveries.Consumer(channel));
        await channel.BasicPublishAsync("", Name, Body);
        await SpanAsync("process");

        Assert.Equal("System.InvalidOperationException", Assert.Single(measured.Of("messaging.process.duration")).ErrorType);
        Assert.Contains("ack", measured.Of("messaging.client.operation.duration").Select(one => one.Operation));
    }

    private async Task PublishGetAndConsumeAsync(IChannel channel)
    {
        BasicProperties properties = new() { Timestamp = new AmqpTimestamp(DateTimeOffset.UtcNow.AddSeconds(-31).ToUnixTimeSeconds()) };
        await channel.BasicPublishAsync("", Name, mandatory: true, properties, Body);
        Assert.NotNull(await channel.BasicGetAsync(Name, autoAck: true));
        Deliveries one = new();
        var tag = await channel.BasicConsumeAsync(Name, autoAck: true, one.Consumer(channel));
        await channel.BasicPublishAsync("", Name, mandatory: true, properties, Body);
        await one.WaitAsync();
        await channel.BasicCancelAsync(tag); // answered after the handler's end
    }
}
