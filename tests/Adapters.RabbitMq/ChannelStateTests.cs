using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class ChannelStateTests : IDisposable
{
    private readonly ActivityRecorder spans = new("Waybill.RabbitMq");
    private readonly Action<Activity, IDictionary<string, object?>> hookBefore = RabbitMQActivitySource.ContextInjector;

    [Fact]
    public async Task Wrapped_anew_for_each_use_a_channel_is_listened_to_once_and_holds_the_hook_once()
    {
        var channel = FakeChannel.Open(out var fake);
        for (var use = 0; use < 100; use++)
        {
            await PublishAsync(channel.WithTracing());
        }

        Assert.Equal(1, fake.ReturnHandlers);
        Assert.NotSame(hookBefore, RabbitMQActivitySource.ContextInjector);
        await channel.WithTracing().DisposeAsync();
        Assert.Same(hookBefore, RabbitMQActivitySource.ContextInjector);
        Assert.Equal(100, spans.Ended.Count);
    }

    [Fact]
    public async Task A_channel_that_is_closed_gives_the_hook_back_and_takes_it_again_when_it_was_recovered()
    {
        var channel = FakeChannel.Open(out var fake);
        var traced = channel.WithTracing();
        for (var time = 0; time < 2; time++)
        {
            await PublishAsync(traced);
            Assert.NotSame(hookBefore, RabbitMQActivitySource.ContextInjector);
            await fake.ShutDownAsync();
            Assert.Same(hookBefore, RabbitMQActivitySource.ContextInjector);
            await PublishAsync(traced);
            Assert.Same(hookBefore, RabbitMQActivitySource.ContextInjector);
            fake.IsOpen = true;
        }
    }

    [Fact]
    public async Task The_hook_stays_as_long_as_another_channel_is_open()
    {
        var one = FakeChannel.Open(out var first);
        var other = FakeChannel.Open(out var second);
        await PublishAsync(one.WithTracing());
        await PublishAsync(other.WithTracing());

        await first.ShutDownAsync();
        await first.ShutDownAsync();
        Assert.NotSame(hookBefore, RabbitMQActivitySource.ContextInjector);
        await second.ShutDownAsync();
        Assert.Same(hookBefore, RabbitMQActivitySource.ContextInjector);
    }

    public void Dispose()
    {
        spans.Dispose();
        RabbitMQActivitySource.ContextInjector = hookBefore;
    }

    private static ValueTask PublishAsync(IChannel channel) =>
        channel.BasicPublishAsync("orders", "new", mandatory: true, "{}"u8.ToArray());
}
