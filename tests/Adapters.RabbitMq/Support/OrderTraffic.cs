using System.Collections.Concurrent;
using System.Globalization;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>A program as it should be: publishes each order until it is confirmed, acknowledges what it has processed, gives back what fails.</summary>
/// <param name="messages">How many orders there are; every 500th cannot be processed.</param>
/// <param name="queue">Where they go.</param>
internal sealed class OrderTraffic(int messages, string queue)
{
    private const int BatchSize = 25;

    private readonly ConcurrentDictionary<string, int> attempts = new();
    private int next;
    private int confirmed;
    private int refused;

    internal int Confirmed => Volatile.Read(ref confirmed);

    /// <summary>Publishes that failed, each of which was tried again.</summary>
    internal int Refused => Volatile.Read(ref refused);

    /// <summary>How often each order came to the handler.</summary>
    internal IReadOnlyDictionary<string, int> Attempts => attempts;

    /// <summary>Set when the traffic is to go on at full speed: until then it is slow from its half on, so that something can happen.</summary>
    internal bool IsInterrupted { get; set; }

    internal static bool IsPoison(string order) => int.Parse(order, CultureInfo.InvariantCulture) % 500 == 0;

    /// <summary>Publishes as one of several publishers, in batches whose confirmations are awaited together, with one properties object each.</summary>
    internal async Task PublishAsync(IChannel channel, CancellationToken stop)
    {
        for (var order = Interlocked.Increment(ref next); order <= messages; order = Interlocked.Increment(ref next))
        {
            List<Task> batch = [];
            for (var more = 1; ; order = Interlocked.Increment(ref next), more++)
            {
                batch.Add(PublishUntilConfirmedAsync(channel, order, stop));
                if (more == BatchSize || order >= messages)
                {
                    break;
                }
            }

            await Task.WhenAll(batch);
            if (Confirmed > messages / 2 && !IsInterrupted)
            {
                await Task.Delay(50, stop);
            }
        }
    }

    internal IAsyncBasicConsumer Consumer(IChannel channel)
    {
        AsyncEventingBasicConsumer consumer = new(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var order = delivery.BasicProperties.MessageId!;
            attempts.AddOrUpdate(order, 1, (_, before) => before + 1);
            if (IsPoison(order))
            {
                await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true);
            }
            else
            {
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            }
        };
        return consumer;
    }

    private async Task PublishUntilConfirmedAsync(IChannel channel, int order, CancellationToken stop)
    {
        if (order > messages)
        {
            return;
        }

        BasicProperties properties = new() { MessageId = order.ToString(CultureInfo.InvariantCulture), DeliveryMode = DeliveryModes.Persistent };
        while (true)
        {
            try
            {
                await channel.BasicPublishAsync("", queue, mandatory: true, properties, "{}"u8.ToArray(), stop);
                Interlocked.Increment(ref confirmed);
                return;
            }
            catch (Exception) when (!stop.IsCancellationRequested)
            {
                Interlocked.Increment(ref refused);
                await Task.Delay(100, stop);
            }
        }
    }
}
