using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;
using Waybill.Core;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

/// <summary>RabbitMQ.Client's own tracing is on as well: there is one span for each step, and one parent in each message.</summary>
public sealed class ClientTracingTests(RabbitMqFixture broker) : ClientTracingTest(broker)
{
    private readonly Deliveries deliveries = new();

    [Fact]
    public async Task A_publish_has_the_clients_span_only_and_the_message_its_context_in_every_format()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        using var own = StartOwn();
        await channel.BasicPublishAsync("", Name, Body);

        var send = Assert.Single(Clients.Ended);
        Assert.Equal(own.SpanId, send.ParentSpanId);
        var headers = (await GetBareAsync()).Headers!;
        Assert.Equal(
            AllFormats.Names.Except(["baggage"]).Append("x-dotnet-pub-seq-no").Order(StringComparer.Ordinal),
            headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([send.SpanId.ToHexString()], ParentsIn(headers));
        Assert.DoesNotContain(Spans.Ended, span => span.Source.Name == "Waybill.RabbitMq");
    }

    [Fact]
    public async Task A_delivery_runs_in_the_clients_span_which_gets_what_ours_would_have_had()
    {
        await QueueAsync();
        var next = await QueueAsync($"next-{Name}");
        await using var channel = await TracedChannelAsync();
        string? tenant = null;
        deliveries.Handler = async _ =>
        {
            tenant = Baggage.GetBaggage("tenant");
            await channel.BasicPublishAsync("", next, Body);
        };
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        await PublishBareAsync(new Dictionary<string, object?>
        {
            ["x-datadog-trace-id"] = "1234", ["x-datadog-parent-id"] = "77", ["baggage"] = "tenant=a",
        });

        var seen = Assert.Single(await deliveries.WaitAsync());
        var process = Assert.Single(await Clients.WaitForAsync(span => span.Source.Name == RabbitMQActivitySource.SubscriberSourceName));
        Assert.Same(process, seen.CurrentAtStart);
        Assert.Same(process, seen.CurrentAtEnd);
        Assert.Equal("a", tenant);
        Assert.Equal(Name, process.GetTagItem("amqp.queue"));
        Assert.Equal(1L, process.GetTagItem("messaging.rabbitmq.message.delivery_tag"));
        Assert.Contains(process.Links, link => link.Context.SpanId.ToHexString() == "000000000000004d");
        Assert.Equal(process.SpanId, Clients.Ended.Single(span => $"{span.DisplayName}".Contains(next, StringComparison.Ordinal) || Equals(span.GetTagItem("messaging.rabbitmq.destination.routing_key"), next)).ParentSpanId);
        Assert.DoesNotContain(Spans.Ended, span => span.Source.Name == "Waybill.RabbitMq");
    }

    [Fact]
    public async Task A_link_that_the_client_made_is_not_made_twice_and_a_failing_handler_is_an_error_on_its_span()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        deliveries.Handler = _ => throw new InvalidOperationException("The order is invalid.");
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        await channel.BasicPublishAsync("", Name, Body);

        var process = Assert.Single(await Clients.WaitForAsync(span => span.Source.Name == RabbitMQActivitySource.SubscriberSourceName));
        var send = Assert.Single(await Clients.WaitForAsync(span => span.Source.Name == RabbitMQActivitySource.PublisherSourceName));
        Assert.Equal(send.SpanId, Assert.Single(process.Links).Context.SpanId);
        Assert.Equal((ActivityStatusCode.Error, "The order is invalid."), (process.Status, process.StatusDescription));
        Assert.Equal("System.InvalidOperationException", process.GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_get_has_the_clients_span_and_processing_ours()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        await channel.BasicPublishAsync("", Name, Body);
        (await channel.BasicGetAsync(Name, autoAck: true))!.StartProcessing().Dispose();

        var process = Assert.Single(Spans.Ended, span => span.Source.Name == "Waybill.RabbitMq");
        Assert.Equal("process", process.GetTagItem("messaging.operation.name"));
        Assert.Equal(
            Clients.Ended.Single(span => span.Source.Name == RabbitMQActivitySource.PublisherSourceName).SpanId, process.ParentSpanId);
    }

    [Fact]
    public async Task What_is_published_again_links_to_its_earlier_context_and_the_callers_objects_stay_as_they_are()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        Dictionary<string, object?> headers = new() { ["x-datadog-trace-id"] = "1234", ["x-datadog-parent-id"] = "77", ["x-datadog-origin"] = "rum" };
        BasicProperties properties = new() { Headers = headers };
        await channel.BasicPublishAsync("", Name, mandatory: true, properties, Body);

        var send = Assert.Single(Clients.Ended);
        Assert.Equal("000000000000004d", Assert.Single(send.Links).Context.SpanId.ToHexString());
        Assert.Equal(["x-datadog-origin", "x-datadog-parent-id", "x-datadog-trace-id"], headers.Keys.Order());
        Assert.Same(headers, properties.Headers);
        var sent = (await GetBareAsync()).Headers!;
        Assert.Equal([send.SpanId.ToHexString()], ParentsIn(sent));
        Assert.False(sent.ContainsKey("x-datadog-origin"));
    }

    [Fact]
    public async Task Where_no_context_may_go_none_goes()
    {
        await QueueAsync();
        await using var shut = await TracedChannelAsync(new RabbitMqTracingOptions { InjectInto = _ => false });
        await shut.BasicPublishAsync("", Name, Body);
        await using var channel = await TracedChannelAsync();
        Dictionary<string, object?> large = new() { ["blob"] = new byte[Untraced.FrameMax - 200] };
        await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties { Headers = large }, Body);

        Assert.Equal(["x-dotnet-pub-seq-no"], (await GetBareAsync()).Headers!.Keys);
        Assert.Equal(["blob", "x-dotnet-pub-seq-no"], (await GetBareAsync()).Headers!.Keys);
        Assert.Equal(["blob"], large.Keys);
        Assert.True(Untraced.IsOpen);
    }

    [Fact]
    public async Task A_channel_that_is_not_traced_is_left_to_the_client()
    {
        await QueueAsync();
        await using var traced = await TracedChannelAsync();
        await traced.BasicPublishAsync("", Name, Body);
        await GetBareAsync();
        await PublishBareAsync([]);

        Assert.DoesNotContain((await GetBareAsync()).Headers!.Keys, name => name.StartsWith("x-datadog", StringComparison.Ordinal));
    }

    private Task PublishBareAsync(Dictionary<string, object?> headers) =>
        PublishUntracedAsync(Name, new BasicProperties { Headers = headers });
}
