using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class TracingOptionsTests(RabbitMqFixture broker) : RabbitMqTest(broker)
{
    private readonly Deliveries deliveries = new();

    [Fact]
    public async Task The_program_adds_to_each_span_what_it_knows_of_the_message()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync(new RabbitMqTracingOptions
        {
            Enrich = (span, properties, body) => span.SetTag("order", $"{properties.CorrelationId} {body.Length}"),
        });
        await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties { CorrelationId = "7" }, Body);
        await channel.BasicGetAsync(Name, autoAck: true);
        await channel.BasicConsumeAsync(Name, autoAck: true, deliveries.Consumer(channel));
        await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties { CorrelationId = "7" }, Body);

        var spans = await Spans.WaitForAsync(_ => true, 4);
        Assert.Equal(
            [ActivityKind.Client, ActivityKind.Consumer, ActivityKind.Producer, ActivityKind.Producer],
            spans.Select(span => span.Kind).Order().OrderBy(kind => $"{kind}"));
        Assert.All(spans, span => Assert.Equal("7 2", span.GetTagItem("order")));
    }

    [Fact]
    public async Task What_the_programs_own_code_throws_costs_neither_message_nor_span()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync(new RabbitMqTracingOptions
        {
            Enrich = (_, _, _) => throw new InvalidOperationException(),
            Filter = _ => throw new InvalidOperationException(),
            SpanName = _ => throw new InvalidOperationException(),
            InjectInto = _ => throw new InvalidOperationException(),
        });
        await channel.BasicPublishAsync("", Name, Body);
        var result = await channel.BasicGetAsync(Name, autoAck: true);

        Assert.True(result!.BasicProperties.Headers!.ContainsKey("traceparent"));
        Assert.All([await SpanAsync("publish"), await SpanAsync("get")], span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
    }

    [Fact]
    public async Task An_operation_that_is_filtered_out_has_no_span_and_passes_the_context_on()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync(new RabbitMqTracingOptions { Filter = operation => operation.Type != "send" });
        using var own = StartOwn();
        await channel.BasicPublishAsync("", Name, Body);
        await channel.BasicGetAsync(Name, autoAck: true);

        Assert.Equal(own.SpanId, (await SpanAsync("get")).ParentSpanId);
        Assert.DoesNotContain(Spans.Ended, span => span.Kind == ActivityKind.Producer);
    }

    [Fact]
    public async Task A_destination_that_is_to_have_no_context_gets_the_message_as_it_is()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync(new RabbitMqTracingOptions { InjectInto = destination => destination != Name });
        Dictionary<string, object?> headers = new() { ["tenant"] = "a", ["traceparent"] = "kept" };
        await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties { Headers = headers }, Body);

        Assert.Equal(
            ["tenant", "traceparent", "x-dotnet-pub-seq-no"], (await GetUntracedAsync()).BasicProperties.Headers!.Keys.Order());
        Assert.NotNull(await SpanAsync("publish"));
    }

    [Fact]
    public async Task Acknowledgements_have_no_spans_unless_they_are_asked_for()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        await channel.BasicPublishAsync("", Name, Body);
        var result = await channel.BasicGetAsync(Name, autoAck: false);
        await channel.BasicAckAsync(result!.DeliveryTag, multiple: false);

        Assert.Equal(["get", "publish"], Spans.Ended.Select(span => span.GetTagItem("messaging.operation.name") as string).Order());
    }
}
