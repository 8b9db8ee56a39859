using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Waybill.Adapters.RabbitMq.Tests.Support;
using Waybill.Core;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class TracingChannelGetTests(RabbitMqFixture broker) : RabbitMqTest(broker)
{
    [Fact]
    public async Task Spans_of_a_traced_connection_tell_the_server()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        await channel.BasicPublishAsync("", Name, Body);
        Assert.NotNull(await channel.BasicGetAsync(Name, autoAck: true));

        Assert.All(
            [await SpanAsync("publish"), await SpanAsync("get")],
            span => Assert.Equal((Untraced.Endpoint.HostName, Untraced.Endpoint.Port), (span.GetTagItem("server.address"), span.GetTagItem("server.port"))));
    }

    [Fact]
    public async Task Receive_and_process_spans_are_both_children_of_the_send_span()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        using var own = StartOwn();
        await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties { MessageId = "42" }, Body);
        var before = DateTime.UtcNow;
        var result = await channel.BasicGetAsync(Name, autoAck: true);
        Assert.Same(own, Activity.Current);
        using (var scope = result!.StartProcessing())
        {
            Assert.Same(scope.Activity, Activity.Current);
        }

        Assert.Same(own, Activity.Current);
        var (send, receive, process) = (await SpanAsync("publish"), await SpanAsync("get"), await SpanAsync("process"));
        Assert.Equal((send.TraceId, send.SpanId), (receive.TraceId, receive.ParentSpanId));
        Assert.Equal((send.TraceId, send.SpanId), (process.TraceId, process.ParentSpanId));
        Assert.True(receive.StartTimeUtc >= before && receive.Duration < TimeSpan.FromSeconds(1));
        Assert.Equal(ActivityKind.Client, receive.Kind);
        Assert.Equal($"get {Name}", receive.DisplayName);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["messaging.system"] = "rabbitmq",
                ["server.address"] = Untraced.Endpoint.HostName,
                ["server.port"] = Untraced.Endpoint.Port,
                ["messaging.operation.name"] = "get",
                ["messaging.operation.type"] = "receive",
                ["messaging.destination.name"] = Name,
                ["messaging.rabbitmq.destination.routing_key"] = Name,
                ["amqp.queue"] = Name,
                ["messaging.rabbitmq.message.delivery_tag"] = 1L,
                ["messaging.message.id"] = "42",
            },
            receive.TagObjects.ToDictionary());
        Assert.Equal($"process {Name}", process.DisplayName);
        Assert.Equal("42", process.GetTagItem("messaging.message.id"));
    }

    [Fact]
    public async Task With_the_relation_link_both_begin_traces_that_link_to_the_send_span()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync(MessageRelation.Link);
        await channel.BasicPublishAsync("", Name, Body);
        var result = await channel.BasicGetAsync(Name, autoAck: true);
        result!.StartProcessing().Dispose();

        var (send, receive, process) = (await SpanAsync("publish"), await SpanAsync("get"), await SpanAsync("process"));
        Assert.Equal(3, new HashSet<ActivityTraceId> { send.TraceId, receive.TraceId, process.TraceId }.Count);
        Assert.All([receive, process], span => Assert.Equal(send.SpanId, Assert.Single(span.Links).Context.SpanId));
    }

    [Fact]
    public async Task An_empty_queue_makes_no_span()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        Assert.Null(await channel.BasicGetAsync(Name, autoAck: true));
        Assert.Empty(Spans.Ended);
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_the_clients_error()
    {
        await using var channel = await TracedChannelAsync();
        var exception = await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.BasicGetAsync(Name, autoAck: true));
        Assert.Equal(404, exception.ShutdownReason!.ReplyCode);
        var receive = await SpanAsync("get");
        Assert.Equal($"get {Name}", receive.DisplayName);
        Assert.Equal((ActivityStatusCode.Error, 404), (receive.Status, receive.GetTagItem("amqp.reply_code")));
    }

    [Fact]
    public async Task As_a_child_of_the_receive_span_the_process_span_links_to_the_send_span()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync(MessageRelation.ChildOfReceive);
        await channel.BasicPublishAsync("", Name, Body);
        var result = await channel.BasicGetAsync(Name, autoAck: true);
        result!.StartProcessing().Dispose();

        var (send, receive, process) = (await SpanAsync("publish"), await SpanAsync("get"), await SpanAsync("process"));
        Assert.Equal((send.TraceId, send.SpanId), (receive.TraceId, receive.ParentSpanId));
        Assert.Equal((receive.TraceId, receive.SpanId), (process.TraceId, process.ParentSpanId));
        Assert.Equal(send.SpanId, Assert.Single(process.Links).Context.SpanId);
    }

    [Fact]
    public async Task The_process_span_knows_the_queue_and_the_options_of_the_channel_and_another_relation_when_told()
    {
        var exchange = await ExchangeAsync(ExchangeType.Fanout, Name);
        await using var channel = await TracedChannelAsync(new RabbitMqTracingOptions { SpanName = operation => $"my {operation.Name}" });
        await channel.BasicPublishAsync(exchange, "eu", Body);
        var result = await channel.BasicGetAsync(Name, autoAck: true);
        result!.StartProcessing(MessageRelation.Link).Dispose();

        var process = await SpanAsync("process");
        Assert.Equal("my process", process.DisplayName);
        Assert.Equal(Name, process.GetTagItem("amqp.queue"));
        Assert.NotEqual((await SpanAsync("publish")).TraceId, process.TraceId);
    }

    [Fact]
    public async Task The_empty_queue_name_is_the_queue_declared_last()
    {
        await using var channel = await TracedChannelAsync();
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.BasicPublishAsync("", queue, Body);
        await channel.BasicGetAsync("", autoAck: true);
        Assert.Equal(queue, (await SpanAsync("get")).GetTagItem("amqp.queue"));
    }

    [Fact]
    public async Task The_queue_time_is_on_the_span()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        var sent = DateTimeOffset.UtcNow.AddSeconds(-30);
        await channel.BasicPublishAsync(
            "", Name, mandatory: true, new BasicProperties { Timestamp = new AmqpTimestamp(sent.ToUnixTimeSeconds()) }, Body);
        await channel.BasicGetAsync(Name, autoAck: true);

        Assert.InRange(Assert.IsType<double>((await SpanAsync("get")).GetTagItem("message.queue_time_ms")), 29_900, 40_000);
    }
}
