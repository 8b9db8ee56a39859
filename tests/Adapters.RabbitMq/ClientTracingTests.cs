using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;
using Waybill.Core;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

/// <summary>RabbitMQ.Client's own tracing is on as well: there is one span for each step, and one parent in each message.</summary>
public sealed class ClientTracingTests(RabbitMqFixture broker) : RabbitMqTest(broker), IClassFixture<AllFormats>
{
    private readonly Deliveries deliveries = new();
    private readonly ConcurrentQueue<Activity> started = new();
    private readonly ActivityRecorder clients = ClientSpans.Listen();
    private readonly Action<Activity, IDictionary<string, object?>> hookBefore = RabbitMQActivitySource.ContextInjector;

    [Fact]
    public async Task A_publish_has_the_clients_span_only_and_the_message_its_context_in_every_format()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        using var own = StartOwn();
        await channel.BasicPublishAsync("", Name, Body);

        var send = Assert.Single(clients.Ended);
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
        var process = Assert.Single(await clients.WaitForAsync(span => span.Source.Name == RabbitMQActivitySource.SubscriberSourceName));
        Assert.Same(process, seen.CurrentAtStart);
        Assert.Same(process, seen.CurrentAtEnd);
        Assert.Equal("a", tenant);
        Assert.Equal(Name, process.GetTagItem("amqp.queue"));
        Assert.Equal(1L, process.GetTagItem("messaging.rabbitmq.message.delivery_tag"));
        Assert.Contains(process.Links, link => link.Context.SpanId.ToHexString() == "000000000000004d");
        Assert.Equal(process.SpanId, clients.Ended.Single(span => $"{span.DisplayName}".Contains(next, StringComparison.Ordinal) || Equals(span.GetTagItem("messaging.rabbitmq.destination.routing_key"), next)).ParentSpanId);
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

        var process = Assert.Single(await clients.WaitForAsync(span => span.Source.Name == RabbitMQActivitySource.SubscriberSourceName));
        var send = Assert.Single(await clients.WaitForAsync(span => span.Source.Name == RabbitMQActivitySource.PublisherSourceName));
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
            clients.Ended.Single(span => span.Source.Name == RabbitMQActivitySource.PublisherSourceName).SpanId, process.ParentSpanId);
    }

    [Fact]
    public async Task What_is_published_again_links_to_its_earlier_context_and_the_callers_objects_stay_as_they_are()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        Dictionary<string, object?> headers = new() { ["x-datadog-trace-id"] = "1234", ["x-datadog-parent-id"] = "77", ["x-datadog-origin"] = "rum" };
        BasicProperties properties = new() { Headers = headers };
        await channel.BasicPublishAsync("", Name, mandatory: true, properties, Body);

        var send = Assert.Single(clients.Ended);
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

    [Fact]
    public async Task The_hook_is_chained_taken_again_and_given_back()
    {
        await QueueAsync();
        RabbitMQActivitySource.ContextInjector = Adding("first", hookBefore);
        var first = RabbitMQActivitySource.ContextInjector;
        await using (var channel = await TracedChannelAsync())
        {
            await channel.BasicPublishAsync("", Name, Body);
            await AssertCarriesAsync("first");
            Assert.NotSame(first, RabbitMQActivitySource.ContextInjector);

            RabbitMQActivitySource.ContextInjector = Adding("second", RabbitMQActivitySource.ContextInjector);
            await channel.BasicPublishAsync("", Name, Body);
            await AssertCarriesAsync("first", "second");

            var last = Adding("last", first);
            RabbitMQActivitySource.ContextInjector = last;
            await channel.BasicPublishAsync("", Name, Body);
            await AssertCarriesAsync("first", "last");
            await channel.DisposeAsync();
            Assert.Same(last, RabbitMQActivitySource.ContextInjector);
        }

        static Action<Activity, IDictionary<string, object?>> Adding(string name, Action<Activity, IDictionary<string, object?>> next) =>
            (span, headers) =>
            {
                next(span, headers);
                headers[name] = span.SpanId.ToHexString();
            };

        async Task AssertCarriesAsync(params string[] names)
        {
            var headers = (await GetBareAsync()).Headers!;
            Assert.Equal(names, headers.Keys.Where(name => name is "first" or "second" or "last").Order(StringComparer.Ordinal).OrderBy(name => name == "last"));
            Assert.Equal([clients.Ended.Last(span => span.Kind == ActivityKind.Producer).SpanId.ToHexString()], ParentsIn(headers));
        }
    }

    [Fact]
    public async Task One_that_takes_the_hook_back_each_time_gets_no_endless_chain()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        for (var message = 0; message < 200; message++)
        {
            var next = RabbitMQActivitySource.ContextInjector;
            RabbitMQActivitySource.ContextInjector = (span, headers) => next(span, headers);
            await channel.BasicPublishAsync("", Name, Body);
        }

        var parents = 0;
        RabbitMQActivitySource.ContextInjector = (_, _) => parents++;
        for (var message = 0; message < 3; message++)
        {
            await channel.BasicPublishAsync("", Name, Body);
        }

        Assert.Equal(203, clients.Ended.Count);
        Assert.Equal(3, parents);
    }

    [Fact]
    public async Task Switched_on_and_off_while_messages_flow_each_has_one_parent_that_exists()
    {
        const int Messages = 600;
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        using CancellationTokenSource done = new();
        var switching = SwitchAsync(done.Token);
        await Parallel.ForAsync(0, Messages, async (_, stop) =>
        {
            using var order = StartOwn();
            await channel.BasicPublishAsync("", Name, Body, stop);
        });
        await done.CancelAsync();
        await switching;

        var known = started.Concat(Spans.Ended).Select(span => span.SpanId.ToHexString()).ToHashSet();
        var ours = Spans.Ended.Where(span => span.Source.Name == "Waybill.RabbitMq").Select(span => span.SpanId.ToHexString()).ToHashSet();
        await using var reader = await Untraced.CreateChannelAsync();
        int own = 0, unknown = 0;
        for (var message = 0; message < Messages; message++)
        {
            var parent = Assert.Single(ParentsIn((await reader.BasicGetAsync(Name, autoAck: true))!.BasicProperties.Headers!));
            unknown += known.Contains(parent) ? 0 : 1;
            own += ours.Contains(parent) ? 1 : 0;
        }

        Assert.InRange(own, 1, Messages - 1);
        Assert.InRange(unknown, 0, Messages / 50); // Whose listener went between the decision to make the span and its beginning.
    }

    [Fact]
    public async Task Switched_on_and_off_while_messages_are_delivered_each_has_one_process_span()
    {
        const int Messages = 600;
        await QueueAsync();
        await using var channel = await TracedChannelAsync(dispatchConcurrency: 2);
        for (var message = 0; message < Messages; message++)
        {
            await channel.BasicPublishAsync("", Name, Body);
        }

        using CancellationTokenSource done = new();
        var switching = SwitchAsync(done.Token);
        deliveries.Handler = _ => Task.Delay(1);
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        var seen = await deliveries.WaitAsync(Messages);
        await done.CancelAsync();
        await switching;

        Assert.All(seen, one => Assert.Same(one.CurrentAtStart, one.CurrentAtEnd));
        Assert.Equal(Messages, seen.Select(one => one.CurrentAtStart!.SpanId).Distinct().Count());
        var own = seen.Count(one => one.CurrentAtStart!.Source.Name == "Waybill.RabbitMq");
        Assert.InRange(own, 1, Messages - 1);
        await Spans.WaitForAsync(span => span.Kind == ActivityKind.Consumer, own);
        Assert.Equal(own, Spans.Ended.Count(span => span.Kind == ActivityKind.Consumer));
    }

    public override async ValueTask DisposeAsync()
    {
        clients.Dispose();
        RabbitMQActivitySource.ContextInjector = hookBefore;
        await base.DisposeAsync();
    }

    /// <summary>Switches the client's tracing off and on, every millisecond or so.</summary>
    private Task SwitchAsync(CancellationToken done) => Task.Run(async () =>
    {
        clients.Dispose();
        while (!done.IsCancellationRequested)
        {
            // Those that end when nobody listens any more are never recorded: their beginning counts.
            using (ClientSpans.Listen(started.Enqueue))
            {
                await Task.Delay(1, CancellationToken.None);
            }

            await Task.Delay(1, CancellationToken.None);
        }
    }, CancellationToken.None);

    /// <summary>The ids of the parent that each format names, without repetition.</summary>
    private static HashSet<string> ParentsIn(IDictionary<string, object?> headers)
    {
        HashSet<string> parents = [];
        Add("traceparent", text => text.Split('-')[2]);
        Add("b3", text => text.Split('-')[1]);
        Add("x-b3-spanid", text => text);
        Add("x-datadog-parent-id", text => ulong.Parse(text, CultureInfo.InvariantCulture).ToString("x16", CultureInfo.InvariantCulture));
        Add("x-amzn-trace-id", text => text.Split("Parent=")[1][..16]);
        Add("tracestate", text => text.Split("p:")[1][..16]);
        return parents;

        void Add(string name, Func<string, string> parent) => parents.Add(parent(Encoding.ASCII.GetString((byte[])headers[name]!)));
    }

    private async Task<IReadOnlyBasicProperties> GetBareAsync() => (await GetUntracedAsync()).BasicProperties;

    private Task PublishBareAsync(Dictionary<string, object?> headers) =>
        PublishUntracedAsync(Name, new BasicProperties { Headers = headers });
}
