using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>The delivery report ends the span, and the caller's handler runs in it.</summary>
public sealed class DeliveryHandlerTests(KafkaBroker broker) : SendTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Produce_ends_its_span_at_the_delivery_report_with_a_handler_and_without(bool withHandler)
    {
        using var producer = broker.Producer(config => config.LingerMs = 300).WithTracing();
        TaskCompletionSource<DeliveryReport<string, string>> report = new(TaskCreationOptions.RunContinuationsAsynchronously);

        producer.Produce(KafkaBroker.Partition0(topic), Message("v"), withHandler ? report.SetResult : null);

        Assert.Null(Activity.Current);
        Assert.DoesNotContain(recorder.Ended, IsOfTopic);
        var send = await SendAsync();
        Assert.True(send.Duration > TimeSpan.FromMilliseconds(250), $"{send.Duration}");
        Assert.Equal(0L, send.GetTagItem("messaging.kafka.offset"));
        Assert.Equal(HeaderText.ContextOf(send), HeaderText.Of(broker.Read(topic).Single().Message.Headers));
        if (withHandler)
        {
            var given = await report.Task.WaitAsync(KafkaBroker.Deadline);
            Assert.Equal("v", given.Message.Value);
            Assert.Equal(HeaderText.ContextOf(send), HeaderText.Of(given.Message.Headers));
        }
    }

    [Fact]
    public async Task The_handler_runs_with_the_send_span_current_and_what_it_does_is_a_child()
    {
        using var builtIn = Source.StartActivity("built")!;
        using var producer = broker.Producer().WithTracing();
        using var other = Source.StartActivity("request")!;
        TaskCompletionSource<(Activity? Send, Activity? Child)> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        producer.Produce(KafkaBroker.Partition0(topic), Message("v"), _ =>
        {
            var send = Activity.Current;
            using var child = Source.StartActivity("child");
            seen.SetResult((send, child));
        });

        Assert.Same(other, Activity.Current);
        var (current, child) = await seen.Task.WaitAsync(KafkaBroker.Deadline, TestContext.Current.CancellationToken);
        var sent = await SendAsync();
        Assert.Same(sent, current);
        Assert.Equal(sent.SpanId, child!.ParentSpanId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_handler_has_the_callers_baggage_and_not_that_of_the_flow_that_built_the_producer(bool makesSpans)
    {
        Baggage.Current = default(Baggage).SetBaggage("by", "builder");
        using var producer = broker.Producer().WithTracing(new KafkaTracingOptions { Filter = _ => makesSpans });
        Baggage.Current = default(Baggage).SetBaggage("by", "caller");
        TaskCompletionSource<string?> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<int> second = new(TaskCreationOptions.RunContinuationsAsynchronously);

        producer.Produce(topic, Message("v"), _ => first.SetResult(Baggage.GetBaggage("by")));
        Assert.Equal("caller", await first.Task.WaitAsync(KafkaBroker.Deadline, TestContext.Current.CancellationToken));
        Baggage.Current = default;
        using var request = Source.StartActivity("request");
        producer.Produce(topic, Message("v"), _ => second.SetResult(Baggage.Current.Count));

        Assert.Equal(0, await second.Task.WaitAsync(KafkaBroker.Deadline, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_handler_runs_in_the_callers_flow_also_where_that_does_not_go_on_by_itself(bool isSuppressed)
    {
        AsyncLocal<string> local = new() { Value = "builder" };
        using var producer = broker.Producer().WithTracing();
        local.Value = "caller";
        TaskCompletionSource<(string?, Activity?)> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var flow = isSuppressed ? ExecutionContext.SuppressFlow() : default;

        producer.Produce(KafkaBroker.Partition0(topic), Message("v"), _ =>
        {
            seen.SetResult((local.Value, Activity.Current));
            local.Value = "handler";
        });

        Assert.Equal(isSuppressed, ExecutionContext.IsFlowSuppressed());
        Assert.Null(Activity.Current);
        if (isSuppressed)
        {
            flow.Undo();
        }

        var (value, current) = await seen.Task.WaitAsync(KafkaBroker.Deadline, TestContext.Current.CancellationToken);
        Assert.Equal(("caller", "caller"), (value, local.Value));
        Assert.Same(await SendAsync(), current);
    }

    [Fact]
    public void What_the_clients_code_changes_in_the_callers_flow_stays()
    {
        AsyncLocal<string> local = new() { Value = "before" };
        using var request = Source.StartActivity("request")!;
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = broker.ConsumerConfig().BootstrapServers })
            .SetValueSerializer(new Changing(local)).SetLogHandler((_, _) => { }).BuildWithTracing();

        producer.Produce(topic, Message("v"));

        Assert.Same(request, Activity.Current);
        Assert.Equal("serializer", local.Value);
    }

    [Fact]
    public async Task A_caller_whose_Activity_has_ended_keeps_it()
    {
        using var producer = broker.Producer().WithTracing();
        using var ended = Source.StartActivity("ended")!;
        await Task.Run(ended.Stop, TestContext.Current.CancellationToken);
        Assert.Same(ended, Activity.Current);

        producer.Produce(topic, Message("v"));

        Assert.Same(ended, Activity.Current);
        Activity.Current = null;
    }

    [Fact]
    public async Task Without_background_poll_the_handler_runs_in_Poll_and_the_pollers_span_stays_current()
    {
        using var producer = broker.Producer(config => config.EnableBackgroundPoll = false).WithTracing();
        Activity? seen = null;
        producer.Produce(KafkaBroker.Partition0(topic), Message("v"), _ => seen = Activity.Current);
        using var poller = Source.StartActivity("poller");

        for (var deadline = Stopwatch.StartNew(); seen is null && deadline.Elapsed < KafkaBroker.Deadline;)
        {
            producer.Poll(TimeSpan.FromMilliseconds(100));
        }

        Assert.Same(poller, Activity.Current);
        Assert.Same(await SendAsync(), seen);
    }

    [Fact]
    public async Task An_exception_of_the_handler_is_the_clients_to_handle_and_the_span_ends()
    {
        TaskCompletionSource<Error> error = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var inner = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = broker.ConsumerConfig().BootstrapServers })
            .SetErrorHandler((_, e) => error.TrySetResult(e)).SetLogHandler((_, _) => { }).Build();
        using var producer = inner.WithTracing();

        producer.Produce(KafkaBroker.Partition0(topic), Message("v"), _ => throw new FormatException("handler"));

        Assert.Contains("handler", (await error.Task.WaitAsync(KafkaBroker.Deadline, TestContext.Current.CancellationToken)).Reason, StringComparison.Ordinal);
        Assert.Equal(ActivityStatusCode.Unset, (await SendAsync()).Status);
    }

    [Fact]
    public void Dispose_without_Flush_ends_the_spans_of_what_is_in_flight()
    {
        var producer = broker.Producer(config => config.LingerMs = 30_000).WithTracing();
        for (var i = 0; i < 3; i++)
        {
            producer.Produce(KafkaBroker.Partition0(topic), Message("v"), i == 0 ? _ => { } : null);
        }

        var pending = producer.ProduceAsync(KafkaBroker.Partition0(topic), Message("v"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(recorder.Ended, IsOfTopic);

        producer.Dispose();

        Assert.False(pending.IsCompleted);
        var sends = recorder.Ended.Where(IsOfTopic).ToList();
        Assert.Equal(4, sends.Count);
        Assert.All(sends, send =>
        {
            Assert.Equal(InFlightSends.NotFlushed, send.GetTagItem("error.type"));
            Assert.Contains("Flush", send.StatusDescription, StringComparison.Ordinal);
        });
    }

    private sealed class Changing(AsyncLocal<string> local) : ISerializer<string>
    {
        public byte[] Serialize(string data, SerializationContext context)
        {
            local.Value = "serializer";
            return [1];
        }
    }
}
