using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

/// <summary>What <c>WAYBILL_DIAGNOSTICS=1</c> tells of messages on a real broker.</summary>
public sealed class DiagnosticsTests(RabbitMqFixture broker) : RabbitMqTest(broker)
{
    [Fact]
    public async Task A_message_is_told_when_it_is_published_got_and_processed()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        using ContextLines lines = new();
        await channel.BasicPublishAsync("", Name, Body);
        var result = await channel.BasicGetAsync(Name, autoAck: true);
        result!.StartProcessing().Dispose();

        var send = await SpanAsync("publish");
        var context = $"trace {send.TraceId}, span {send.SpanId}, priority 1";
        Assert.Equal(
            [
                $"inject rabbitmq publish {Name}: wrote datadog, tracecontext; {context}",
                $"extract rabbitmq get {Name}: datadog counts: {context}; tracecontext has the same trace",
                $"extract rabbitmq process {Name}: datadog counts: {context}; tracecontext has the same trace",
            ],
            lines.All);
    }

    [Fact]
    public async Task It_tells_why_a_trace_ends_at_the_queue()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync(new RabbitMqTracingOptions { InjectInto = _ => false });
        using ContextLines lines = new();
        await channel.BasicPublishAsync("", Name, Body);
        await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties { Headers = new Dictionary<string, object?> { ["traceparent"] = "gar\nbage" } }, Body);
        await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties { Headers = new Dictionary<string, object?> { ["fill"] = new string('x', 131_000 - 400) } }, Body);
        await using var injecting = await TracedChannelAsync();
        await injecting.BasicPublishAsync("", Name, mandatory: true, new BasicProperties { Headers = new Dictionary<string, object?> { ["fill"] = new string('x', 131_000 - 100) } }, Body);

        var got = await channel.BasicGetAsync(Name, autoAck: true);
        Assert.NotNull(got);
        got = await channel.BasicGetAsync(Name, autoAck: true);
        Assert.NotNull(got);

        Assert.Equal(3, lines.Of($"inject rabbitmq publish {Name}: left out: InjectInto is false for this destination").Count);
        Assert.Single(lines.Of($"inject rabbitmq publish {Name}: the message goes out without its context: frame_size"));
        Assert.Single(lines.Of($"extract rabbitmq get {Name}: no context in the formats datadog, tracecontext, baggage; tracecontext cannot be read: traceparent is \"gar\\u000abage\""));
    }
}
