using System.Diagnostics;
using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class TracingChannelPublishTests(RabbitMqFixture broker) : RabbitMqTest(broker)
{
    [Fact]
    public async Task The_send_span_is_a_child_of_the_current_span_and_says_where_the_message_went()
    {
        var exchange = await ExchangeAsync(ExchangeType.Topic);
        await using var channel = await TracedChannelAsync();
        using (var own = StartOwn())
        {
            await channel.BasicPublishAsync(exchange, "eu.paid", mandatory: false, new BasicProperties { MessageId = "42" }, Body);
            Assert.Same(own, Activity.Current);
        }

        var send = await SpanAsync("publish");
        var parent = Spans.Ended.Single(span => span.Source.Name == OwnSource);
        Assert.Equal(parent.SpanId, send.ParentSpanId);
        Assert.Equal(parent.TraceId, send.TraceId);
        Assert.Equal($"publish {exchange}:eu.paid", send.DisplayName);
        Assert.Equal(ActivityKind.Producer, send.Kind);
        Assert.Equal(ActivityStatusCode.Unset, send.Status);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["messaging.system"] = "rabbitmq",
                ["server.address"] = Untraced.Endpoint.HostName,
                ["server.port"] = Untraced.Endpoint.Port,
                ["messaging.operation.name"] = "publish",
                ["messaging.operation.type"] = "send",
                ["messaging.destination.name"] = $"{exchange}:eu.paid",
                ["amqp.exchange"] = exchange,
                ["messaging.rabbitmq.destination.routing_key"] = "eu.paid",
                ["messaging.message.id"] = "42",
            },
            send.TagObjects.ToDictionary());
    }

    [Fact]
    public async Task An_untraced_client_reads_both_formats_as_bytes()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        await channel.BasicPublishAsync("", Name, Body);

        var send = await SpanAsync("publish");
        var headers = (await GetUntracedAsync()).BasicProperties.Headers!;
        var traceId = send.TraceId.ToHexString();
        Assert.Equal(UInt64Text(traceId[16..]), Text(headers["x-datadog-trace-id"]));
        Assert.Equal(UInt64Text(send.SpanId.ToHexString()), Text(headers["x-datadog-parent-id"]));
        Assert.Equal("1", Text(headers["x-datadog-sampling-priority"]));
        Assert.Contains($"_dd.p.tid={traceId[..16]}", Text(headers["x-datadog-tags"]), StringComparison.Ordinal);
        Assert.Equal($"00-{traceId}-{send.SpanId}-01", Text(headers["traceparent"]));
        Assert.Contains($"p:{send.SpanId}", Text(headers["tracestate"]), StringComparison.Ordinal);
        Assert.StartsWith("dd=s:1;", Text(headers["tracestate"]), StringComparison.Ordinal);

        static string UInt64Text(string hex) =>
            ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task The_span_is_open_until_the_broker_has_acknowledged()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        List<int> endedBefore = [];
        channel.BasicAcksAsync += async (_, _) =>
        {
            endedBefore.Add(Spans.Ended.Count);
            await Task.Delay(50);
            endedBefore.Add(Spans.Ended.Count);
        };
        await channel.BasicPublishAsync("", Name, Body);

        Assert.Equal([0, 0], endedBefore);
        Assert.True((await SpanAsync("publish")).Duration >= TimeSpan.FromMilliseconds(45));
    }

    [Fact]
    public async Task Cached_names_are_traced_the_same()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        await channel.BasicPublishAsync(CachedString.Empty, new CachedString(Name), mandatory: true, new BasicProperties(), Body);

        var send = await SpanAsync("publish");
        Assert.Equal($"publish {Name}", send.DisplayName);
        Assert.Equal(send.SpanId.ToHexString(), SpanIdIn((await GetUntracedAsync()).BasicProperties));
    }

    [Fact]
    public async Task Every_property_of_the_caller_arrives_and_none_of_them_changes()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        var headers = Properties.Headers();
        var properties = Properties.Full(headers);
        await channel.BasicPublishAsync("", Name, mandatory: true, properties, Body);
        await PublishUntracedAsync(Name, Properties.Full(Properties.Headers()));

        var traced = (await GetUntracedAsync()).BasicProperties;
        var bare = (await GetUntracedAsync()).BasicProperties;
        Properties.AssertEqual(bare, traced);
        Properties.AssertEqual(Properties.Full(headers), properties);
        Assert.Same(headers, properties.Headers);
        Assert.Equal(Properties.Headers().Keys, headers.Keys);
        Assert.NotNull(SpanIdIn(traced));
    }

    [Fact]
    public async Task Properties_of_the_callers_own_read_only_type_arrive()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        var properties = Properties.Full(Properties.Headers());
        await channel.BasicPublishAsync("", Name, mandatory: true, new ReadOnlyProperties(properties), Body);
        await PublishUntracedAsync(Name, Properties.Full(Properties.Headers()));

        var traced = (await GetUntracedAsync()).BasicProperties;
        Properties.AssertEqual((await GetUntracedAsync()).BasicProperties, traced);
        Assert.NotNull(SpanIdIn(traced));
    }

    [Fact]
    public async Task One_properties_object_serves_concurrent_publishes()
    {
        const int Messages = 500;
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        var properties = new BasicProperties { AppId = "shop", Headers = new Dictionary<string, object?> { ["tenant"] = "a" } };
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(_ => Task.Run(
            async () => await channel.BasicPublishAsync("", Name, mandatory: true, properties, Body))));

        Assert.Equal(["tenant"], properties.Headers.Keys);
        var sends = await Spans.WaitForAsync(span => span.OperationName == $"publish {Name}", Messages);
        Assert.All(sends, send => Assert.Equal(ActivityStatusCode.Unset, send.Status));
        HashSet<string?> carried = [];
        await using var reader = await Untraced.CreateChannelAsync();
        while (await reader.BasicGetAsync(Name, autoAck: true) is { } message)
        {
            Assert.True(carried.Add(SpanIdIn(message.BasicProperties)));
            Assert.Equal("a", Text(message.BasicProperties.Headers!["tenant"]));
        }

        Assert.Equal(sends.Select(send => send.SpanId.ToHexString()).Order(), carried.Order());
    }

    [Fact]
    public async Task Sending_a_received_message_on_replaces_its_context_and_links_to_it()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        await PublishUntracedAsync(Name, new BasicProperties
        {
            CorrelationId = "7",
            Headers = new Dictionary<string, object?>
            {
                ["x-datadog-trace-id"] = "1234",
                ["x-datadog-parent-id"] = "77",
                ["x-datadog-origin"] = "synthetics",
                ["x-datadog-sampling-priority"] = "2",
                ["x-datadog-tags"] = "_dd.p.dm=-4",
                ["traceparent"] = "00-000000000000000000000000000004d2-000000000000004d-01",
                ["tracestate"] = "dd=s:2,other=1",
                ["attempt"] = 1,
            },
        });
        var received = await GetUntracedAsync();
        await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties(received.BasicProperties), Body);

        var send = await SpanAsync("publish");
        var link = Assert.Single(send.Links);
        Assert.Equal("000000000000000000000000000004d2", link.Context.TraceId.ToHexString());
        Assert.Equal("000000000000004d", link.Context.SpanId.ToHexString());
        Assert.NotEqual(link.Context.TraceId, send.TraceId);
        var again = (await GetUntracedAsync()).BasicProperties;
        Assert.Equal(send.SpanId.ToHexString(), SpanIdIn(again));
        Assert.False(again.Headers!.ContainsKey("x-datadog-origin"));
        Assert.DoesNotContain("other=1", Text(again.Headers["tracestate"]), StringComparison.Ordinal);
        Assert.Equal("7", again.CorrelationId);
        Assert.Equal(1, again.Headers["attempt"]);
        Assert.Equal("synthetics", Text(received.BasicProperties.Headers!["x-datadog-origin"]));
    }

    [Fact]
    public async Task The_callers_current_span_is_the_same_while_the_publish_is_under_way()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        using var own = StartOwn();
        var pending = channel.BasicPublishAsync("", Name, Body);
        Assert.Same(own, Activity.Current);
        await pending;
        Assert.Same(own, Activity.Current);
    }

    private static string? SpanIdIn(IReadOnlyBasicProperties properties) => Text(properties.Headers!["traceparent"]).Split('-')[2];

    private static string Text(object? header) => Encoding.ASCII.GetString(Assert.IsType<byte[]>(header));
}
