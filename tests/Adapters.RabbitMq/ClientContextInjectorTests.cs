using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class ClientContextInjectorTests(RabbitMqFixture broker) : ClientTracingTest(broker)
{
    [Fact]
    public async Task The_hook_is_chained_taken_again_and_given_back()
    {
        await QueueAsync();
        RabbitMQActivitySource.ContextInjector = Adding("first", HookBefore);
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
            Assert.Equal([Clients.Ended.Last(span => span.Kind == ActivityKind.Producer).SpanId.ToHexString()], ParentsIn(headers));
        }
    }

    [Fact]
    public async Task A_channel_that_is_closed_and_not_disposed_gives_the_hook_back()
    {
        await QueueAsync();
        var channel = await Untraced.CreateChannelAsync(Confirms);
        await channel.WithTracing().BasicPublishAsync("", Name, Body);
        await channel.WithTracing().BasicPublishAsync("", Name, Body);
        Assert.NotSame(HookBefore, RabbitMQActivitySource.ContextInjector);
        await channel.CloseAsync();
        Assert.Same(HookBefore, RabbitMQActivitySource.ContextInjector);

        await Assert.ThrowsAnyAsync<Exception>(async () => await channel.WithTracing().BasicPublishAsync("", Name, Body));
        Assert.Same(HookBefore, RabbitMQActivitySource.ContextInjector);
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

        Assert.Equal(203, Clients.Ended.Count);
        Assert.Equal(3, parents);
    }
}
