using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;
using Waybill.Core;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

/// <summary>Nobody listens: there is no recorder in this class, and no other test runs meanwhile.</summary>
public sealed class UntracedTests : IDisposable
{
    private const string TraceParent = "00-000000000000000000000000000004d2-000000000000004d-01";

    private readonly IChannel inner = RecordingProxy.Of<IChannel>(out _);

    private readonly List<IChannel> traced = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What was published and consumed.</summary>
    private List<RecordingProxy.Call> Calls =>
        [.. ((RecordingProxy)(object)inner).Calls.Where(call => call.Method.Name.StartsWith("Basic", StringComparison.Ordinal))];

    [Fact]
    public async Task Without_a_trace_the_callers_properties_go_to_the_client_as_they_are()
    {
        Assert.False(RabbitMqSpans.Source.HasListeners());
        BasicProperties properties = new();
        await Traced().BasicPublishAsync("", "orders", true, properties, default, Cancellation);

        Assert.Same(properties, Calls[0].Arguments[3]);
        Assert.Null(properties.Headers);
    }

    [Fact]
    public async Task What_a_handler_publishes_carries_the_context_of_its_message_on()
    {
        var channel = Traced();
        await channel.BasicConsumeAsync("orders", true, new PublishingConsumer(channel), Cancellation);
        var consumer = (IAsyncBasicConsumer)Calls[0].Arguments[6]!;
        await consumer.HandleBasicDeliverAsync("tag", 1, false, "", "orders", Carrying(TraceParent), default, Cancellation);

        Assert.Equal(TraceParent, Published(Calls[^1])["traceparent"]);
        Assert.Null(Activity.Current);

        await consumer.HandleBasicDeliverAsync("tag", 2, false, "", "orders", new BasicProperties(), default, Cancellation);
        Assert.IsType<BasicProperties>(Calls[^1].Arguments[3]);
        Assert.Null(((BasicProperties)Calls[^1].Arguments[3]!).Headers);
    }

    [Fact]
    public async Task A_got_message_passes_its_context_on_while_it_is_processed()
    {
        BasicGetResult result = new(1, false, "", "orders", 0, Carrying(TraceParent), default);
        var channel = Traced();
        using (var scope = result.StartProcessing())
        {
            Assert.Null(scope.Activity);
            await channel.BasicPublishAsync("", "next", true, new BasicProperties(), default, Cancellation);
        }

        await channel.BasicPublishAsync("", "next", true, new BasicProperties(), default, Cancellation);
        Assert.Equal(TraceParent, Published(Calls[0])["traceparent"]);
        Assert.Null(((BasicProperties)Calls[1].Arguments[3]!).Headers);
    }

    [Fact]
    public async Task An_activity_of_somebody_else_is_continued()
    {
        using Activity current = new("request");
        current.SetIdFormat(ActivityIdFormat.W3C).Start();
        await Traced().BasicPublishAsync("", "orders", true, new BasicProperties(), default, Cancellation);

        Assert.StartsWith(
            $"00-{current.TraceId}-{current.SpanId}-", Published(Calls[0])["traceparent"], StringComparison.Ordinal);
        Assert.Same(current, Activity.Current);
    }

    [Fact]
    public async Task Baggage_goes_out_without_a_trace_and_leaves_the_callers_own_context()
    {
        Baggage.Current = Baggage.Create([new("tenant", "a")]);
        try
        {
            await Traced().BasicPublishAsync("", "orders", true, new BasicProperties(), default, Cancellation);
            await Traced().BasicPublishAsync("", "orders", true, Carrying(TraceParent), default, Cancellation);
        }
        finally
        {
            Baggage.Current = default;
        }

        Assert.Equal(new Dictionary<string, string> { ["baggage"] = "tenant=a" }, Published(Calls[0]));
        Assert.Equal(
            new Dictionary<string, string> { ["baggage"] = "tenant=a", ["traceparent"] = TraceParent }, Published(Calls[1]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_has_the_baggage_of_its_message_and_not_of_whoever_created_the_channel(bool isListened)
    {
        using var recorder = isListened ? new ActivityRecorder("Waybill.RabbitMq") : null;
        Baggage.Current = Baggage.Create([new("tenant", "creator")]);
        try
        {
            BaggageConsumer consumer = new(inner);
            await Traced().BasicConsumeAsync("orders", true, consumer, Cancellation);
            var traced = (IAsyncBasicConsumer)Calls[0].Arguments[6]!;
            await traced.HandleBasicDeliverAsync("tag", 1, false, "", "orders", new BasicProperties(), default, Cancellation);
            await traced.HandleBasicDeliverAsync("tag", 2, false, "", "orders", Carrying(TraceParent), default, Cancellation);
            BasicProperties other = new() { Headers = new Dictionary<string, object?> { ["traceparent"] = TraceParent, ["baggage"] = "tenant=b" } };
            await traced.HandleBasicDeliverAsync("tag", 3, false, "", "orders", other, default, Cancellation);

            Assert.Equal([null, null, "b"], consumer.Tenants);
            Assert.Equal("creator", Baggage.GetBaggage("tenant"));
        }
        finally
        {
            Baggage.Current = default;
        }
    }

    [Fact]
    public async Task The_body_is_free_when_the_handler_has_ended()
    {
        using ActivityRecorder recorder = new("Waybill.RabbitMq");
        RabbitMqTracingOptions options = new() { Enrich = (span, _, body) => span.SetTag("size", body.Length) };
        await Traced(options).BasicConsumeAsync("orders", true, new AsyncDefaultBasicConsumer(inner), Cancellation);
        var body = await DeliverAsync((IAsyncBasicConsumer)Calls[0].Arguments[6]!);
        for (var attempt = 0; attempt < 50 && body.IsAlive; attempt++)
        {
            GC.Collect();
            await Task.Delay(10, Cancellation);
        }

        Assert.Equal(100_000, Assert.Single(recorder.Ended).GetTagItem("size"));
        Assert.False(body.IsAlive);
    }

    public void Dispose() => traced.ForEach(channel => channel.Dispose());

    private IChannel Traced(RabbitMqTracingOptions? options = null)
    {
        traced.Add(inner.WithTracing(options));
        return traced[^1];
    }

    private static async Task<WeakReference> DeliverAsync(IAsyncBasicConsumer consumer)
    {
        var body = new byte[100_000];
        await consumer.HandleBasicDeliverAsync("tag", 1, false, "", "orders", Carrying(TraceParent), body, Cancellation);
        return new WeakReference(body);
    }

    private static BasicProperties Carrying(string traceParent) =>
        new() { Headers = new Dictionary<string, object?> { ["traceparent"] = traceParent } };

    private static Dictionary<string, string> Published(RecordingProxy.Call call) => ((BasicProperties)call.Arguments[3]!).Headers!
        .ToDictionary(header => header.Key, header => header.Value as string ?? System.Text.Encoding.ASCII.GetString((byte[])header.Value!));

    private sealed class BaggageConsumer(IChannel channel) : AsyncDefaultBasicConsumer(channel)
    {
        internal List<string?> Tenants { get; } = [];

        public override Task HandleBasicDeliverAsync(
            string consumerTag,
            ulong deliveryTag,
            bool redelivered,
            string exchange,
            string routingKey,
            IReadOnlyBasicProperties properties,
            ReadOnlyMemory<byte> body,
            CancellationToken cancellationToken = default)
        {
            Tenants.Add(Baggage.GetBaggage("tenant"));
            return Task.CompletedTask;
        }
    }

    private sealed class PublishingConsumer(IChannel channel) : AsyncDefaultBasicConsumer(channel)
    {
        public override async Task HandleBasicDeliverAsync(
            string consumerTag,
            ulong deliveryTag,
            bool redelivered,
            string exchange,
            string routingKey,
            IReadOnlyBasicProperties properties,
            ReadOnlyMemory<byte> body,
            CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            await Channel.BasicPublishAsync("", "next", true, new BasicProperties(), default, cancellationToken);
        }
    }
}
