using System.Collections.Concurrent;
using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>What a consumer's handler saw.</summary>
internal sealed class Deliveries
{
    private readonly ConcurrentQueue<Seen> seen = new();

    /// <summary>Runs inside the handler.</summary>
    internal Func<BasicDeliverEventArgs, Task> Handler { get; set; } = _ => Task.CompletedTask;

    internal AsyncEventingBasicConsumer Consumer(IChannel channel)
    {
        AsyncEventingBasicConsumer consumer = new(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var before = Activity.Current;
            await Handler(delivery);
            seen.Enqueue(new Seen(delivery, before, Activity.Current));
        };
        return consumer;
    }

    internal async Task<IReadOnlyList<Seen>> WaitAsync(int count = 1)
    {
        for (var deadline = Stopwatch.StartNew(); deadline.Elapsed < TimeSpan.FromSeconds(10); await Task.Delay(10))
        {
            if (seen.Count >= count)
            {
                return [.. seen];
            }
        }

        throw new TimeoutException($"{count} deliveries were awaited and {seen.Count} came.");
    }

    /// <param name="Delivery">The message; its body is not valid any more.</param>
    /// <param name="CurrentAtStart">The span that was current when the handler began.</param>
    /// <param name="CurrentAtEnd">The span that was current when it ended.</param>
    internal sealed record Seen(BasicDeliverEventArgs Delivery, Activity? CurrentAtStart, Activity? CurrentAtEnd);
}
