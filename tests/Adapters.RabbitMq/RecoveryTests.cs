using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;
using Waybill.Brokers;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

/// <summary>The whole of it, on a server of its own, because the server ends all connections in the middle.</summary>
public sealed class RecoveryTests
{
    private const int Messages = 10_000;
    private const int Channels = 8;
    private const string Queue = "orders";
    private const string DeadQueue = "dead";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    private readonly OrderTraffic traffic = new(Messages, Queue);
    private readonly Deliveries deadLetters = new();

    [Fact]
    public async Task Ten_thousand_messages_over_eight_channels_and_a_killed_connection_are_each_in_one_trace()
    {
        Assert.SkipUnless(RabbitMqServer.IsInstalled, "No RabbitMQ server is installed.");
        using CancellationTokenSource stop = new(Deadline);
        await using var server = await RabbitMqServer.StartAsync(stop.Token);
        using ActivityRecorder recorder = new("Waybill.RabbitMq");
        await using var producer = await ConnectAsync(server);
        await using var consumer = await ConnectAsync(server);
        TaskCompletionSource killed = new();
        consumer.ConnectionShutdownAsync += (_, args) => Task.FromResult(args.ReplyCode == 320 && killed.TrySetResult());
        await ConsumeAsync(consumer);

        var publishing = Task.WhenAll(Enumerable.Range(0, Channels).Select(_ => Task.Run(async () =>
        {
            await using var channel = await producer.CreateChannelAsync(new CreateChannelOptions(true, true), stop.Token);
            await traffic.PublishAsync(channel, stop.Token);
        })));
        await UntilAsync(() => traffic.Confirmed > Messages / 4, stop.Token);
        await server.CloseAllConnectionsAsync("a test");
        await killed.Task.WaitAsync(stop.Token);
        var beforeKill = traffic.Attempts.Count;
        traffic.IsInterrupted = true;
        await publishing;
        var poison = Enumerable.Range(1, Messages).Count(order => OrderTraffic.IsPoison($"{order}"));
        await UntilAsync(() => traffic.Attempts.Count == Messages, stop.Token);
        await UntilAsync(() => DeadOrders(recorder).Count == poison, stop.Token);
        await consumer.CloseAsync(stop.Token);
        await UntilAsync(() => traffic.Attempts.Values.Sum() == recorder.Ended.Count(IsTry), stop.Token);

        Assert.InRange(beforeKill, 1, Messages - 1);
        Assert.True(traffic.Refused > 0, "The kill hit no publish.");
        AssertSends([.. recorder.Ended.Where(span => span.Kind == ActivityKind.Producer)]);
        AssertProcesses(recorder.Ended);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{recorder.Ended.Count} spans, {traffic.Refused} publishes refused, {beforeKill} orders processed before the kill.");
    }

    /// <summary>Each try has a span: an error for each that the program had to repeat, and none for what was confirmed.</summary>
    private void AssertSends(List<Activity> sends)
    {
        Assert.Equal(Messages + traffic.Refused, sends.Count);
        Assert.Equal(traffic.Refused, sends.Count(send => send.Status == ActivityStatusCode.Error));
        Assert.Equal(Messages, sends.Where(send => send.Status == ActivityStatusCode.Unset).Select(MessageIdOf).Distinct().Count());
    }

    /// <summary>Each delivery, before and after the kill, is the child of a publish of the same order, and so are three retries and the death.</summary>
    private void AssertProcesses(IReadOnlyList<Activity> all)
    {
        var sends = all.Where(span => span.Kind == ActivityKind.Producer).ToDictionary(send => send.SpanId);
        var processes = all.Where(span => span.Kind == ActivityKind.Consumer).ToList();
        foreach (var process in processes)
        {
            var send = sends[process.ParentSpanId];
            Assert.Equal((send.TraceId, MessageIdOf(send)), (process.TraceId, MessageIdOf(process)));
        }

        var tries = processes.Where(IsTry).ToLookup(MessageIdOf);
        Assert.Equal(Messages, tries.Count);
        foreach (var (order, times) in traffic.Attempts)
        {
            Assert.Equal(times, tries[order].Count());
        }

        // The server counts deliveries: of those that waited in the client when it was killed, one was no try. A publish that was repeated
        // because its confirmation was lost may be there twice.
        var poison = tries.Where(order => OrderTraffic.IsPoison(order.Key!)).ToList();
        Assert.All(poison, order => Assert.InRange(order.Count(), 3, 8));
        var undisturbed = poison.Where(order => order.Count() == 4).ToList();
        Assert.InRange(undisturbed.Count, poison.Count / 4, poison.Count);
        Assert.All(undisturbed, order => Assert.Contains(order, process => Equals(process.GetTagItem("amqp.delivery_count"), 3L)));
    }

    private static HashSet<string?> DeadOrders(ActivityRecorder recorder) =>
    [
        .. recorder.Ended
            .Where(span => Equals(span.GetTagItem("amqp.death.reason"), "delivery_limit") && Equals(span.GetTagItem("amqp.queue"), DeadQueue))
            .Select(MessageIdOf),
    ];

    private static bool IsTry(Activity span) => span.Kind == ActivityKind.Consumer && Equals(span.GetTagItem("amqp.queue"), Queue);

    private static string? MessageIdOf(Activity span) => span.GetTagItem("messaging.message.id") as string;

    private static async Task<IConnection> ConnectAsync(RabbitMqServer server) => (await new ConnectionFactory
    {
        Uri = server.Uri,
        NetworkRecoveryInterval = TimeSpan.FromMilliseconds(200),
    }.CreateConnectionAsync()).WithTracing();

    private async Task ConsumeAsync(IConnection connection)
    {
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(false, false, consumerDispatchConcurrency: 4));
        await channel.BasicQosAsync(0, 200, global: false);
        await channel.QueueDeclareAsync(DeadQueue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-delivery-limit"] = 3,
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = DeadQueue,
        });
        await channel.BasicConsumeAsync(Queue, autoAck: false, traffic.Consumer(channel));
        await channel.BasicConsumeAsync(DeadQueue, autoAck: true, deadLetters.Consumer(channel));
    }

    private static async Task UntilAsync(Func<bool> condition, CancellationToken stop)
    {
        while (!condition())
        {
            await Task.Delay(50, stop);
        }
    }
}
