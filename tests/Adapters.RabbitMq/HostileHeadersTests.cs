using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

/// <summary>Whatever the headers say, the message is processed; what cannot be read begins a new trace.</summary>
public sealed class HostileHeadersTests(RabbitMqFixture broker) : RabbitMqTest(broker)
{
    private readonly Deliveries deliveries = new();

    public static TheoryData<string, object?> Unreadable => new()
    {
        { "null", null },
        { "a number", 1234L },
        { "a flag", true },
        { "a time", new AmqpTimestamp(1) },
        { "a list", new List<object?> { "1234"u8.ToArray() } },
        { "a table", new Dictionary<string, object?> { ["x-datadog-trace-id"] = "1234" } },
        { "nothing", "" },
        { "a negative number", "-1" },
        { "more than 64 bits", "18446744073709551616" },
        { "another format", "00-0-0-0" },
        { "no UTF-8", new byte[] { 0xFF, 0xFE, 0x00, 0x80 } },
        { "much", new string('1', 50_000) },
    };

    [Theory]
    [MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public async Task An_unreadable_header_begins_a_new_trace(string what, object? value)
    {
        Assert.NotEmpty(what);
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        await PublishUntracedAsync(Name, new BasicProperties
        {
            Headers = new Dictionary<string, object?>
            {
                ["x-datadog-trace-id"] = value,
                ["x-datadog-parent-id"] = "77",
                ["timestamp_in_ms"] = value,
            },
        });
        await PublishUntracedAsync(Name, new BasicProperties
        {
            Headers = new Dictionary<string, object?> { ["traceparent"] = value, ["tracestate"] = value },
        });

        await deliveries.WaitAsync(2);
        var processes = await Spans.WaitForAsync(span => span.Kind == System.Diagnostics.ActivityKind.Consumer, 2);
        Assert.All(processes, process => Assert.Equal(default, process.ParentSpanId));
        Assert.Empty(processes.SelectMany(process => process.Links));
    }

    [Fact]
    public async Task A_context_with_some_unreadable_headers_still_holds()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        await PublishUntracedAsync(Name, new BasicProperties
        {
            Headers = new Dictionary<string, object?>
            {
                ["x-datadog-trace-id"] = "1234",
                ["x-datadog-parent-id"] = "77",
                ["x-datadog-sampling-priority"] = new List<object?> { 1 },
                ["x-datadog-tags"] = new byte[] { 0xFF, 0x00, (byte)',', (byte)'=' },
                ["x-datadog-origin"] = 17,
                ["traceparent"] = null,
                ["tracestate"] = new string(',', 100_000),
            },
        });

        var process = await SpanAsync("process");
        Assert.Equal("000000000000000000000000000004d2", process.TraceId.ToHexString());
        Assert.Equal("000000000000004d", process.ParentSpanId.ToHexString());
    }
}
