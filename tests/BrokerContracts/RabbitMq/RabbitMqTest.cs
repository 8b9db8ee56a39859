using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Core;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>A test against the server, with a connection and a recorder of its own.</summary>
public abstract class RabbitMqTest(RabbitMqFixture broker) : IAsyncLifetime
{
    protected const string OwnSource = "Waybill.Adapters.RabbitMq.Tests";

    protected static readonly CreateChannelOptions Confirms =
        new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private static readonly ActivitySource TestSource = new(OwnSource);

    private ActivityRecorder? recorder;
    private IConnection? connection;

    protected IConnection Untraced => connection!;

    protected ActivityRecorder Spans => recorder!;

    /// <summary>Unlike that of any other test.</summary>
    protected string Name { get; } = $"orders-{Guid.NewGuid():n}";

    public async ValueTask InitializeAsync()
    {
        connection = await broker.ConnectAsync();
        recorder = new ActivityRecorder("Waybill.RabbitMq", OwnSource); // Not before: a skipped test is not disposed.
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        recorder?.Dispose();
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    protected static Activity StartOwn(string name = "order") =>
        TestSource.StartActivity(name) ?? throw new InvalidOperationException("Nobody listens.");

    protected Task<IChannel> TracedChannelAsync(MessageRelation relation = MessageRelation.Child, ushort dispatchConcurrency = 1) =>
        TracedChannelAsync(new RabbitMqTracingOptions { Relation = relation }, dispatchConcurrency);

    protected Task<IChannel> TracedChannelAsync(RabbitMqTracingOptions options, ushort dispatchConcurrency = 1) =>
        Untraced.WithTracing(options).CreateChannelAsync(
            new CreateChannelOptions(true, true, consumerDispatchConcurrency: dispatchConcurrency));

    /// <summary>Declares a queue that goes with the connection.</summary>
    protected async Task<string> QueueAsync(string? name = null, IDictionary<string, object?>? arguments = null)
    {
        await using var channel = await Untraced.CreateChannelAsync();
        return (await channel.QueueDeclareAsync(name ?? Name, durable: false, exclusive: true, autoDelete: false, arguments)).QueueName;
    }

    protected async Task<string> ExchangeAsync(string type, params string[] queues)
    {
        var exchange = $"{type}-{Name}";
        await using var channel = await Untraced.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(exchange, type, durable: false, autoDelete: true);
        foreach (var queue in queues)
        {
            await channel.QueueBindAsync(await QueueAsync(queue), exchange, "");
        }

        return exchange;
    }

    /// <summary>Publishes as a program that knows nothing of tracing.</summary>
    protected async Task PublishUntracedAsync(string queue, BasicProperties properties)
    {
        await using var channel = await Untraced.CreateChannelAsync(Confirms);
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Body);
    }

    /// <summary>Takes a message as a program that knows nothing of tracing.</summary>
    protected async Task<BasicGetResult> GetUntracedAsync(string? queue = null)
    {
        await using var channel = await Untraced.CreateChannelAsync();
        return await channel.BasicGetAsync(queue ?? Name, autoAck: true)
            ?? throw new InvalidOperationException($"The queue {queue ?? Name} is empty.");
    }

    protected async Task<Activity> SpanAsync(string operation) =>
        Assert.Single(await Spans.WaitForAsync(span => Equals(span.GetTagItem("messaging.operation.name"), operation)));

    protected static ReadOnlyMemory<byte> Body => "{}"u8.ToArray();
}
