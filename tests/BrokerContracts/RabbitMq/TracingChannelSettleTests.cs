using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class TracingChannelSettleTests(RabbitMqFixture broker) : RabbitMqTest(broker)
{
    private static readonly RabbitMqTracingOptions SettleSpans = new() { SettleSpans = true };

    private readonly Deliveries deliveries = new();

    [Fact]
    public async Task An_acknowledgement_in_the_handler_is_a_child_of_its_process_span_and_knows_the_destination()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync(SettleSpans);
        deliveries.Handler = async delivery => await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        await channel.BasicConsumeAsync(Name, autoAck: false, deliveries.Consumer(channel));
        await channel.BasicPublishAsync("", Name, Body);

        var (process, ack) = (await SpanAsync("process"), await SpanAsync("ack"));
        Assert.Equal((process.TraceId, process.SpanId), (ack.TraceId, ack.ParentSpanId));
        Assert.Equal(($"ack {Name}", ActivityKind.Client, ActivityStatusCode.Unset), (ack.DisplayName, ack.Kind, ack.Status));
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["messaging.system"] = "rabbitmq",
                ["server.address"] = Untraced.Endpoint.HostName,
                ["server.port"] = Untraced.Endpoint.Port,
                ["messaging.operation.name"] = "ack",
                ["messaging.operation.type"] = "settle",
                ["messaging.destination.name"] = Name,
                ["messaging.rabbitmq.message.delivery_tag"] = 1L,
            },
            ack.TagObjects.ToDictionary());
    }

    [Fact]
    public async Task Negative_acknowledgement_and_rejection_reach_the_broker_and_say_what_they_do()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync(SettleSpans);
        await channel.BasicPublishAsync("", Name, Body);
        var first = await channel.BasicGetAsync(Name, autoAck: false);
        await channel.BasicNackAsync(first!.DeliveryTag, multiple: true, requeue: true);
        var again = await channel.BasicGetAsync(Name, autoAck: false);
        Assert.True(again!.Redelivered);
        await channel.BasicRejectAsync(again.DeliveryTag, requeue: false);
        Assert.Null(await channel.BasicGetAsync(Name, autoAck: true));

        var (nack, reject) = (await SpanAsync("nack"), await SpanAsync("reject"));
        Assert.Equal((true, true, 1L), Told(nack));
        Assert.Equal((null, null, 2L), Told(reject));
        Assert.Equal("nack", nack.DisplayName);

        static (object?, object?, object?) Told(Activity span) => (
            span.GetTagItem("amqp.multiple"), span.GetTagItem("amqp.requeue"), span.GetTagItem("messaging.rabbitmq.message.delivery_tag"));
    }

    [Fact]
    public async Task On_a_closed_channel_it_is_an_error_on_the_span_and_the_callers()
    {
        await using var channel = await TracedChannelAsync(SettleSpans);
        await channel.CloseAsync();
        await Assert.ThrowsAsync<AlreadyClosedException>(async () => await channel.BasicAckAsync(1, multiple: false));

        var ack = await SpanAsync("ack");
        Assert.Equal((ActivityStatusCode.Error, 200), (ack.Status, ack.GetTagItem("amqp.reply_code")));
    }
}
