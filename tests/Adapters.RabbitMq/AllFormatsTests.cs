using System.Text;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;
using Waybill.Core;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class AllFormatsTests(RabbitMqFixture broker) : RabbitMqTest(broker), IClassFixture<AllFormats>
{
    private readonly Deliveries deliveries = new();

    [Fact]
    public async Task A_message_that_is_sent_on_and_on_has_each_header_once_and_all_of_the_last_span()
    {
        await QueueAsync();
        Baggage.Current = Baggage.Create([new("a", "new")]);
        await using var channel = await TracedChannelAsync();
        BasicProperties first = new() { Headers = new Dictionary<string, object?> { ["kind"] = "order", ["x-b3-flags"] = "1", ["baggage"] = "a=old" } };
        await channel.BasicPublishAsync("", Name, mandatory: true, first, Body);
        var received = await GetUntracedAsync();
        await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties(received.BasicProperties), Body);
        var headers = (await GetUntracedAsync()).BasicProperties.Headers!.ToDictionary(header => header.Key, header => Text(header.Value));

        var sends = await Spans.WaitForAsync(span => Equals(span.GetTagItem("messaging.operation.name"), "publish"), 2);
        headers.Remove("x-dotnet-pub-seq-no");
        Assert.Equal([.. AllFormats.Names, "kind"], headers.Keys.Order(StringComparer.Ordinal).OrderBy(name => name == "kind"));
        Assert.Equal("a=new", headers["baggage"]);
        Assert.Equal($"{sends[1].TraceId}-{sends[1].SpanId}-1", headers["b3"]);
        Assert.Equal(sends[1].SpanId.ToHexString(), headers["x-b3-spanid"]);
        Assert.Contains($"Parent={sends[1].SpanId}", headers["x-amzn-trace-id"], StringComparison.Ordinal);
        Assert.Contains(sends[1].SpanId.ToHexString(), headers["traceparent"], StringComparison.Ordinal);
        Assert.Equal(sends[0].SpanId, Assert.Single(sends[1].Links).Context.SpanId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00-000000000000000000000000000004d2-000000000000004d-01")]
    public async Task Baggage_of_a_message_is_current_in_the_handler_and_goes_on(string? traceParent)
    {
        await QueueAsync();
        var next = await QueueAsync($"next-{Name}");
        await using var channel = await TracedChannelAsync();
        TaskCompletionSource<string?> seen = new();
        deliveries.Handler = async _ =>
        {
            await Task.Yield();
            await channel.BasicPublishAsync("", next, Body);
            seen.SetResult(Baggage.GetBaggage("a"));
        };
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        await PublishUntracedAsync(Name, new BasicProperties { Headers = Headers(traceParent) });

        Assert.Equal("b", await seen.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        var headers = (await GetUntracedAsync(next)).BasicProperties.Headers!;
        Assert.Equal("a=b", Text(headers["baggage"]));
        Assert.Equal(traceParent is not null, Text(headers["traceparent"]).StartsWith("00-000000000000000000000000000004d2-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_got_message_has_its_baggage_while_it_is_processed()
    {
        await QueueAsync();
        Baggage.Current = default;
        await PublishUntracedAsync(Name, new BasicProperties { Headers = Headers(null) });
        using (var scope = (await GetUntracedAsync()).StartProcessing())
        {
            Assert.Equal("b", Baggage.GetBaggage("a"));
        }

        Assert.Null(Baggage.GetBaggage("a"));
    }

    [Fact]
    public async Task A_messages_own_baggage_stays_when_there_is_none_to_write()
    {
        await QueueAsync();
        Baggage.Current = default;
        await using var channel = await TracedChannelAsync();
        await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties { Headers = Headers(null) }, Body);
        Assert.Equal("a=b", Text((await GetUntracedAsync()).BasicProperties.Headers!["baggage"]));
    }

    private static Dictionary<string, object?> Headers(string? traceParent) =>
        traceParent is null ? new() { ["baggage"] = "a=b" } : new() { ["baggage"] = "a=b", ["traceparent"] = traceParent };

    private static string Text(object? value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{value}";
}
