using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;
using Waybill.Core;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class TracingChannelConsumeTests(RabbitMqFixture broker) : RabbitMqTest(broker)
{
    private readonly Deliveries deliveries = new();

    [Fact]
    public async Task The_process_span_is_a_child_of_the_send_span_and_current_in_the_handler()
    {
        var exchange = await ExchangeAsync(ExchangeType.Fanout, Name);
        await using var channel = await TracedChannelAsync();
        deliveries.Handler = async _ => await Task.Delay(20);
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        await channel.BasicPublishAsync(exchange, "eu.paid", mandatory: true, new BasicProperties { MessageId = "42" }, Body);

        var (send, process) = (await SpanAsync("publish"), await SpanAsync("process"));
        var seen = Assert.Single(await deliveries.WaitAsync());
        Assert.Same(process, seen.CurrentAtStart);
        Assert.Same(process, seen.CurrentAtEnd);
        Assert.Equal(send.SpanId, process.ParentSpanId);
        Assert.Equal(send.TraceId, process.TraceId);
        Assert.Equal(ActivityKind.Consumer, process.Kind);
        Assert.Equal(ActivityStatusCode.Unset, process.Status);
        Assert.True(process.Duration >= TimeSpan.FromMilliseconds(15), $"{process.Duration}");
        Assert.Equal($"process {exchange}:eu.paid:{Name}", process.DisplayName);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["messaging.system"] = "rabbitmq",
                ["server.address"] = Untraced.Endpoint.HostName,
                ["server.port"] = Untraced.Endpoint.Port,
                ["messaging.operation.name"] = "process",
                ["messaging.operation.type"] = "process",
                ["messaging.destination.name"] = $"{exchange}:eu.paid:{Name}",
                ["amqp.exchange"] = exchange,
                ["messaging.rabbitmq.destination.routing_key"] = "eu.paid",
                ["amqp.queue"] = Name,
                ["messaging.rabbitmq.message.delivery_tag"] = (long)seen.Delivery.DeliveryTag,
                ["messaging.message.id"] = "42",
            },
            process.TagObjects.ToDictionary());
    }

    [Fact]
    public async Task What_the_handler_publishes_continues_the_trace()
    {
        var next = await QueueAsync($"next-{Name}");
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        deliveries.Handler = async _ => await channel.BasicPublishAsync("", next, Body);
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        await channel.BasicPublishAsync("", Name, Body);

        var process = await SpanAsync("process");
        var second = Spans.Ended.Single(span => span.DisplayName == $"publish {next}");
        Assert.Equal(process.SpanId, second.ParentSpanId);
        Assert.Equal(process.TraceId, second.TraceId);
    }

    [Fact]
    public async Task A_failing_handler_is_an_error_on_the_span_and_the_client_gets_its_exception()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        var thrown = new InvalidOperationException("The order is invalid.");
        TaskCompletionSource<Exception> reported = new();
        channel.CallbackExceptionAsync += (_, args) => Task.FromResult(reported.TrySetResult(args.Exception));
        deliveries.Handler = async _ =>
        {
            await Task.Yield();
            throw thrown;
        };
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        await channel.BasicPublishAsync("", Name, Body);

        var process = await SpanAsync("process");
        Assert.Equal(ActivityStatusCode.Error, process.Status);
        Assert.Equal("The order is invalid.", process.StatusDescription);
        Assert.Equal("System.InvalidOperationException", process.GetTagItem("error.type"));
        Assert.Same(thrown, await reported.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Deliveries_at_the_same_time_are_each_in_the_trace_of_their_message()
    {
        const int Messages = 40;
        await QueueAsync();
        await using var channel = await TracedChannelAsync(dispatchConcurrency: 4);
        int atOnce = 0, most = 0;
        deliveries.Handler = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            await Task.Delay(20);
            Interlocked.Decrement(ref atOnce);
        };
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        for (var message = 0; message < Messages; message++)
        {
            await channel.BasicPublishAsync("", Name, Body);
        }

        var seen = await deliveries.WaitAsync(Messages);
        var processes = await Spans.WaitForAsync(span => span.Kind == ActivityKind.Consumer, Messages);
        var sends = Spans.Ended.Where(span => span.Kind == ActivityKind.Producer);
        Assert.True(most > 1);
        Assert.Equal(Messages, processes.Select(process => process.TraceId).Distinct().Count());
        Assert.Equal(
            sends.Select(send => send.SpanId.ToHexString()).Order(),
            processes.Select(process => process.ParentSpanId.ToHexString()).Order());
        Assert.All(seen, one => Assert.Same(one.CurrentAtStart, one.CurrentAtEnd));
        Assert.Equal(Messages, seen.Select(one => one.CurrentAtStart).Distinct().Count());
    }

    [Fact]
    public async Task A_fanout_is_one_trace_with_a_process_span_per_queue()
    {
        string[] queues = [$"a-{Name}", $"b-{Name}", $"c-{Name}"];
        var exchange = await ExchangeAsync(ExchangeType.Fanout, queues);
        await using var channel = await TracedChannelAsync();
        foreach (var queue in queues)
        {
            await channel.BasicConsumeAsync(queue, autoAck: true, deliveries.Consumer(channel));
        }

        await channel.BasicPublishAsync(exchange, "", Body);

        var processes = await Spans.WaitForAsync(span => span.Kind == ActivityKind.Consumer, queues.Length);
        var send = await SpanAsync("publish");
        Assert.Equal($"publish {exchange}", send.DisplayName);
        Assert.All(processes, process => Assert.Equal((send.TraceId, send.SpanId), (process.TraceId, process.ParentSpanId)));
        Assert.Equal(queues, processes.Select(process => process.GetTagItem("amqp.queue")).Order());
    }

    [Fact]
    public async Task A_topic_is_one_trace_with_a_process_span_per_queue_that_wants_the_message()
    {
        var exchange = await ExchangeAsync(ExchangeType.Topic);
        await using var channel = await TracedChannelAsync();
        string[] patterns = ["eu.*", "#.paid", "us.#"];
        foreach (var pattern in patterns)
        {
            var queue = await QueueAsync($"{pattern}-{Name}");
            await channel.QueueBindAsync(queue, exchange, pattern);
            await channel.BasicConsumeAsync(queue, autoAck: true, deliveries.Consumer(channel));
        }

        await channel.BasicPublishAsync(exchange, "eu.paid", Body);
        await channel.BasicPublishAsync(exchange, "us.ny.open", Body);

        var processes = await Spans.WaitForAsync(span => span.Kind == ActivityKind.Consumer, 3);
        var sends = Spans.Ended.Where(span => span.Kind == ActivityKind.Producer).ToList();
        Assert.Equal([$"publish {exchange}:eu.paid", $"publish {exchange}:us.ny.open"], sends.Select(send => send.DisplayName));
        Assert.Equal(
            [
                (sends[0].TraceId, sends[0].SpanId, $"process {exchange}:eu.paid:#.paid-{Name}"),
                (sends[0].TraceId, sends[0].SpanId, $"process {exchange}:eu.paid:eu.*-{Name}"),
                (sends[1].TraceId, sends[1].SpanId, $"process {exchange}:us.ny.open:us.#-{Name}"),
            ],
            processes.Select(process => (process.TraceId, process.ParentSpanId, process.DisplayName)).OrderBy(one => one.DisplayName, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_queue_named_by_the_server_is_known_by_its_name()
    {
        await using var channel = await TracedChannelAsync();
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.BasicConsumeAsync("", autoAck: true, deliveries.Consumer(channel));
        await channel.BasicPublishAsync("", queue, Body);

        Assert.StartsWith("amq.gen-", queue, StringComparison.Ordinal);
        Assert.Equal(queue, (await SpanAsync("process")).GetTagItem("amqp.queue"));
        Assert.Equal("process <generated>", (await SpanAsync("process")).DisplayName);
    }

    [Fact]
    public async Task With_the_relation_link_the_handler_begins_a_trace_that_links_to_the_send_span()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync(MessageRelation.Link);
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        await channel.BasicPublishAsync("", Name, Body);

        var (send, process) = (await SpanAsync("publish"), await SpanAsync("process"));
        Assert.NotEqual(send.TraceId, process.TraceId);
        Assert.Equal(default, process.ParentSpanId);
        Assert.Equal((send.TraceId, send.SpanId), (process.Links.Single().Context.TraceId, process.Links.Single().Context.SpanId));
    }

    [Fact]
    public async Task A_message_without_context_begins_a_trace_whatever_span_created_the_channel()
    {
        await QueueAsync();
        var startUp = StartOwn("start-up");
        await using var channel = await TracedChannelAsync();
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        await PublishUntracedAsync(Name, new BasicProperties());

        var process = await SpanAsync("process");
        Assert.NotEqual(startUp.TraceId, process.TraceId);
        Assert.Equal(default, process.ParentSpanId);
    }

    [Fact]
    public async Task A_redelivered_message_says_so()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        deliveries.Handler = async delivery =>
        {
            if (!delivery.Redelivered)
            {
                await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true);
            }
        };
        await channel.BasicConsumeAsync(Name, autoAck: false, deliveries.Consumer(channel));
        await channel.BasicPublishAsync("", Name, Body);

        var processes = await Spans.WaitForAsync(span => span.Kind == ActivityKind.Consumer, 2);
        Assert.Equal([null, true], processes.Select(process => process.GetTagItem("amqp.redelivered")));
        Assert.Equal(processes[0].ParentSpanId, processes[1].ParentSpanId);
    }

    [Fact]
    public async Task The_default_consumer_is_traced_and_read_back_as_it_was_set()
    {
        await using var channel = await TracedChannelAsync();
        var consumer = deliveries.Consumer(channel);
        channel.DefaultConsumer = consumer;

        Assert.Same(consumer, channel.DefaultConsumer);
        channel.DefaultConsumer = null;
        Assert.Null(channel.DefaultConsumer);
    }

    [Fact]
    public async Task Consuming_ends_as_without_tracing()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        var consumer = deliveries.Consumer(channel);
        TaskCompletionSource<string> registered = new(), unregistered = new();
        consumer.RegisteredAsync += (_, args) => Task.FromResult(registered.TrySetResult(args.ConsumerTags[0]));
        consumer.UnregisteredAsync += (_, args) => Task.FromResult(unregistered.TrySetResult(args.ConsumerTags[0]));
        var tag = await channel.BasicConsumeAsync(Name, autoAck: true, consumer);
        await channel.BasicCancelAsync(tag);

        Assert.Equal(tag, await registered.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(tag, await unregistered.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Same(channel, consumer.Channel);
    }
}
