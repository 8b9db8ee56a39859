using System.Collections.Concurrent;
using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

/// <summary>Somebody begins and ends to listen to RabbitMQ.Client's own tracing while messages flow.</summary>
public sealed class ClientTracingSwitchTests(RabbitMqFixture broker) : ClientTracingTest(broker)
{
    private readonly Deliveries deliveries = new();
    private readonly ConcurrentQueue<Activity> started = new();

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

    /// <summary>Switches the client's tracing off and on, every millisecond or so.</summary>
    private Task SwitchAsync(CancellationToken done) => Task.Run(async () =>
    {
        Clients.Dispose();
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
}
