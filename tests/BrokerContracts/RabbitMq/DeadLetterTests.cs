using System.Diagnostics;
using System.Text;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class DeadLetterTests(RabbitMqFixture broker) : RabbitMqTest(broker)
{
    private readonly Deliveries deliveries = new();
    private readonly Deliveries deadLetters = new();

    private string DeadName => $"dead-{Name}";

    [Fact]
    public async Task A_dead_letter_says_where_why_and_how_often_it_died()
    {
        await DeclareAsync();
        await using var channel = await TracedChannelAsync();
        await channel.BasicPublishAsync("", Name, Body);
        var result = await channel.BasicGetAsync(Name, autoAck: false);
        await channel.BasicRejectAsync(result!.DeliveryTag, requeue: false);
        await channel.BasicConsumeAsync(DeadName, autoAck: true, deadLetters.Consumer(channel));

        var process = await SpanAsync("process");
        Assert.Equal((Name, "rejected", 1L), Death(process));
        Assert.Equal((await SpanAsync("publish")).SpanId, process.ParentSpanId);
        Assert.Equal((null, null, null), Death(await SpanAsync("get")));
    }

    [Fact]
    public async Task Publishing_a_dead_letter_again_links_to_its_earlier_context_and_carries_the_new_one()
    {
        await DeclareAsync();
        await using var channel = await TracedChannelAsync();
        await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties { MessageId = "first" }, Body);
        var result = await channel.BasicGetAsync(Name, autoAck: false);
        await channel.BasicRejectAsync(result!.DeliveryTag, requeue: false);
        deadLetters.Handler = async delivery => await channel.BasicPublishAsync(
            "", Name, mandatory: true, new BasicProperties(delivery.BasicProperties) { MessageId = "again" }, Body);
        await channel.BasicConsumeAsync(DeadName, autoAck: true, deadLetters.Consumer(channel));

        var first = Assert.Single(await Spans.WaitForAsync(span => Is(span, "publish", "first")));
        var again = Assert.Single(await Spans.WaitForAsync(span => Is(span, "publish", "again")));
        var process = await SpanAsync("process");
        Assert.Equal((process.TraceId, process.SpanId), (again.TraceId, again.ParentSpanId));
        Assert.Equal((first.TraceId, first.SpanId), (Assert.Single(again.Links).Context.TraceId, again.Links.Single().Context.SpanId));

        await deadLetters.WaitAsync();
        var headers = (await GetUntracedAsync()).BasicProperties.Headers!;
        Assert.Contains(again.SpanId.ToHexString(), Encoding.ASCII.GetString((byte[])headers["traceparent"]!), StringComparison.Ordinal);
        Assert.True(headers.ContainsKey("x-death"));
    }

    [Fact]
    public async Task A_quorum_queue_counts_three_retries_and_then_the_message_dies()
    {
        await DeclareAsync(new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 3 });
        try
        {
            await using var channel = await TracedChannelAsync();
            deliveries.Handler = async delivery =>
            {
                await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true);
                throw new InvalidOperationException("The order is invalid.");
            };
            await channel.BasicConsumeAsync(DeadName, autoAck: true, deadLetters.Consumer(channel));
            await channel.BasicConsumeAsync(Name, autoAck: false, deliveries.Consumer(channel));
            await channel.BasicPublishAsync("", Name, Body);
            await deadLetters.WaitAsync();

            var processes = await Spans.WaitForAsync(span => span.Kind == ActivityKind.Consumer, 5);
            var send = await SpanAsync("publish");
            Assert.All(processes, process => Assert.Equal((send.TraceId, send.SpanId), (process.TraceId, process.ParentSpanId)));
            var attempts = processes.Where(process => Equals(process.GetTagItem("amqp.queue"), Name)).ToList();
            Assert.Equal(4, attempts.Count);
            Assert.Equal([null, 1L, 2L, 3L], attempts.Select(attempt => attempt.GetTagItem("amqp.delivery_count")));
            Assert.Equal([null, true, true, true], attempts.Select(attempt => attempt.GetTagItem("amqp.redelivered")));
            Assert.All(attempts, attempt => Assert.Equal(ActivityStatusCode.Error, attempt.Status));
            var dead = Assert.Single(processes, process => Equals(process.GetTagItem("amqp.queue"), DeadName));
            Assert.Equal((Name, "delivery_limit", 1L), Death(dead));
            Assert.Equal(ActivityStatusCode.Unset, dead.Status);
        }
        finally
        {
            await using var channel = await Untraced.CreateChannelAsync();
            await channel.QueueDeleteAsync(Name);
        }
    }

    [Fact]
    public async Task Retries_over_a_queue_with_a_delay_are_counted_on_the_span()
    {
        var retry = await QueueAsync($"retry-{Name}", new Dictionary<string, object?>
        {
            ["x-message-ttl"] = 1, ["x-dead-letter-exchange"] = "", ["x-dead-letter-routing-key"] = Name,
        });
        await QueueAsync(arguments: new Dictionary<string, object?> { ["x-dead-letter-exchange"] = "", ["x-dead-letter-routing-key"] = retry });
        await using var channel = await TracedChannelAsync();
        var attempt = 0;
        deliveries.Handler = async delivery => await (++attempt <= 3
            ? channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false)
            : channel.BasicAckAsync(delivery.DeliveryTag, multiple: false));
        await channel.BasicConsumeAsync(Name, autoAck: false, deliveries.Consumer(channel));
        await channel.BasicPublishAsync("", Name, Body);

        var processes = await Spans.WaitForAsync(span => span.Kind == ActivityKind.Consumer, 4);
        Assert.Equal([(null, null, null), (retry, "expired", 1L), (retry, "expired", 2L), (retry, "expired", 3L)], processes.Select(Death));
        Assert.Single(processes.Select(process => process.TraceId).Distinct());
    }

    [Fact]
    public async Task Headers_that_only_look_like_a_death_are_not_read()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        object?[] odd =
        [
            "text", 7, new List<object?>(), new List<object?> { 1 }, new Dictionary<string, object?>(),
            new List<object?> { new Dictionary<string, object?> { ["queue"] = 1, ["reason"] = new string('x', 300), ["count"] = "1" } },
        ];
        foreach (var value in odd)
        {
            await PublishUntracedAsync(Name, new BasicProperties
            {
                Headers = new Dictionary<string, object?> { ["x-death"] = value, ["x-delivery-count"] = value },
            });
            Assert.NotNull(await channel.BasicGetAsync(Name, autoAck: true));
        }

        Assert.Equal(odd.Length, Spans.Ended.Count);
        Assert.All(Spans.Ended, span => Assert.Equal((null, null, null), Death(span)));
        Assert.All(Spans.Ended, span => Assert.Null(span.GetTagItem("amqp.delivery_count")));
    }

    private static bool Is(Activity span, string operation, string messageId) =>
        Equals(span.GetTagItem("messaging.operation.name"), operation) && Equals(span.GetTagItem("messaging.message.id"), messageId);

    private static (string? Queue, string? Reason, object? Count) Death(Activity span) => (
        span.GetTagItem("amqp.death.queue") as string, span.GetTagItem("amqp.death.reason") as string, span.GetTagItem("amqp.death.count"));

    /// <summary>A queue, and another that gets what dies in it.</summary>
    private async Task DeclareAsync(Dictionary<string, object?>? arguments = null)
    {
        await QueueAsync(DeadName);
        arguments ??= [];
        arguments["x-dead-letter-exchange"] = "";
        arguments["x-dead-letter-routing-key"] = DeadName;
        await using var channel = await Untraced.CreateChannelAsync();
        var isQuorum = arguments.ContainsKey("x-queue-type");
        await channel.QueueDeclareAsync(Name, durable: isQuorum, exclusive: !isQuorum, autoDelete: false, arguments);
    }
}
