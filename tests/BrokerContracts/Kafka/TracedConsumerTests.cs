using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core;
using Waybill.Support;

namespace Waybill.Adapters.Kafka.Tests;

public sealed class TracedConsumerTests(KafkaBroker broker) : IDisposable
{
    private static readonly ActivitySource Source = new("tests");

    private readonly ActivityRecorder recorder = new(KafkaSource.Name, Source.Name);
    private readonly string topic = KafkaBroker.NewTopic();

    public void Dispose() => recorder.Dispose();

    [Fact]
    public async Task A_record_makes_a_receive_span_that_is_a_child_of_the_send_span_and_current_until_the_next_Consume()
    {
        await ProduceTracedAsync("a", "b");
        using var consumer = broker.Consumer(topic).WithTracing();

        var result = consumer.Consume(KafkaBroker.Deadline);
        var receive = Activity.Current!;
        Assert.False(receive.IsStopped);
        Assert.Equal($"poll {topic}", receive.DisplayName);
        Assert.Equal(ActivityKind.Client, receive.Kind);
        var send = Sends()[0];
        Assert.Equal(send.TraceId, receive.TraceId);
        Assert.Equal(send.SpanId, receive.ParentSpanId);
        Assert.Equal("kafka", receive.GetTagItem("messaging.system"));
        Assert.Equal("poll", receive.GetTagItem("messaging.operation.name"));
        Assert.Equal("receive", receive.GetTagItem("messaging.operation.type"));
        Assert.Equal(topic, receive.GetTagItem("messaging.destination.name"));
        Assert.Equal("shipping", receive.GetTagItem("messaging.consumer.group.name"));
        Assert.Equal(consumer.Name, receive.GetTagItem("messaging.client.id"));
        Assert.Equal("0", receive.GetTagItem("messaging.destination.partition.id"));
        Assert.Equal(result.Offset.Value, receive.GetTagItem("messaging.kafka.offset"));
        Assert.InRange((double)receive.GetTagItem("message.queue_time_ms")!, 0, 60_000);
        Assert.Null(receive.GetTagItem("messaging.kafka.message.tombstone"));

        consumer.Consume(KafkaBroker.Deadline);

        Assert.True(receive.IsStopped);
        Assert.Equal(Sends()[1].SpanId, Activity.Current!.ParentSpanId);
    }

    [Fact]
    public async Task The_next_Consume_gives_the_flow_back_what_it_had_although_the_span_ended_in_an_async_method()
    {
        await ProduceTracedAsync("a", "b");
        using var consumer = broker.Consumer(topic).WithTracing();
        using var loop = Source.StartActivity("loop");
        for (var record = 0; record < 2; record++)
        {
            await HandleAsync(consumer.Consume(KafkaBroker.Deadline));
            Assert.True(Activity.Current!.IsStopped); // what an async method does to the flow does not reach its caller
        }

        consumer.Consume(TimeSpan.Zero);
        Assert.Same(loop, Activity.Current);

        async Task HandleAsync(ConsumeResult<string, string> result) =>
            await consumer.ProcessAsync(result, (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Close")]
    [InlineData("Unsubscribe")]
    [InlineData("Dispose")]
    public async Task The_receive_span_ends_with(string call)
    {
        await ProduceTracedAsync("a");
        using var before = Source.StartActivity("before");
        using var consumer = broker.Consumer(topic).WithTracing();
        consumer.Consume(new CancellationTokenSource(KafkaBroker.Deadline).Token);
        var receive = Activity.Current!;
        Assert.NotSame(before, receive);

        switch (call)
        {
            case "Close": consumer.Close(); break;
            case "Unsubscribe": consumer.Unsubscribe(); break;
            default: consumer.Dispose(); break;
        }

        Assert.True(receive.IsStopped);
        Assert.Same(before, Activity.Current);
    }

    [Fact]
    public async Task Without_the_consumer_scope_the_receive_span_ends_at_once()
    {
        await ProduceTracedAsync("a");
        using var consumer = new TracedConsumer<string, string>(broker.Consumer(topic), KafkaTracingOptions.None, null, keepsReceiveOpen: false);

        Assert.NotNull(consumer.Consume((int)KafkaBroker.Deadline.TotalMilliseconds));

        Assert.Null(Activity.Current);
        Assert.Equal(Sends()[0].SpanId, Assert.Single(Receives()).ParentSpanId);
    }

    [Fact]
    public async Task With_the_relation_Link_the_receive_span_begins_a_trace()
    {
        await ProduceTracedAsync("a");
        using var before = Source.StartActivity("before")!;
        using var consumer = broker.Consumer(topic).WithTracing(new KafkaTracingOptions { Relation = MessageRelation.Link });

        consumer.Consume(KafkaBroker.Deadline);

        var receive = Activity.Current!;
        Assert.Equal(default, receive.ParentSpanId);
        Assert.NotEqual(before.TraceId, receive.TraceId);
        Assert.Equal(Sends()[0].Context.SpanId, Assert.Single(receive.Links).Context.SpanId);
        consumer.Close();
        Assert.Same(before, Activity.Current);
    }

    [Fact]
    public async Task Waiting_in_vain_and_the_end_of_a_partition_make_no_span_but_end_the_open_one()
    {
        await ProduceTracedAsync("a");
        using var consumer = broker.Consumer(topic, config => config.EnablePartitionEof = true).WithTracing();
        consumer.Consume(KafkaBroker.Deadline);

        Assert.True(consumer.Consume(KafkaBroker.Deadline).IsPartitionEOF);
        Assert.Null(Activity.Current);
        Assert.Null(consumer.Consume(50));

        Assert.Single(Receives());
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task The_wait_for_a_record_is_not_part_of_the_span()
    {
        await ProduceTracedAsync("first");
        using var consumer = broker.Consumer(topic).WithTracing();
        consumer.Consume(KafkaBroker.Deadline);
        using var producer = broker.Producer();
        var late = Task.Run(async () =>
        {
            await Task.Delay(400);
            await producer.ProduceAsync(KafkaBroker.Partition0(topic), new Message<string, string> { Value = "late" });
        });

        consumer.Consume(KafkaBroker.Deadline);
        consumer.Close();
        await late;

        Assert.True(Receives()[1].Duration < TimeSpan.FromMilliseconds(300), $"{Receives()[1].Duration}");
    }

    [Fact]
    public async Task A_record_that_cannot_be_deserialized_makes_a_failed_span_with_its_parent_and_the_clients_exception()
    {
        await ProduceTracedAsync("no number");
        using var inner = new ConsumerBuilder<string, long>(broker.ConsumerConfig()).SetLogHandler((_, _) => { }).Build();
        inner.Assign(new TopicPartitionOffset(KafkaBroker.Partition0(topic), Offset.Beginning));
        using var consumer = inner.WithTracing();

        var exception = Assert.Throws<ConsumeException>(() => consumer.Consume(KafkaBroker.Deadline));

        Assert.Equal(ErrorCode.Local_ValueDeserialization, exception.Error.Code);
        Assert.Null(Activity.Current);
        var receive = Assert.Single(Receives());
        Assert.Equal(Sends()[0].SpanId, receive.ParentSpanId);
        Assert.Equal(ActivityStatusCode.Error, receive.Status);
        Assert.Equal("Local_ValueDeserialization", receive.GetTagItem("error.type"));
        Assert.Equal("shipping", receive.GetTagItem("messaging.consumer.group.name"));
    }

    [Fact]
    public void An_error_without_a_record_makes_no_span()
    {
        using var consumer = broker.Consumer(topic, config => config.AllowAutoCreateTopics = false).WithTracing();
        consumer.Unassign();
        consumer.Subscribe(topic);

        Assert.Throws<ConsumeException>(() => consumer.Consume(KafkaBroker.Deadline));

        Assert.Empty(Receives());
    }

    [Fact]
    public async Task Ignored_values_are_no_tombstones_and_null_values_are()
    {
        await ProduceTracedAsync("a", null);
        using var inner = new ConsumerBuilder<Ignore, Ignore>(broker.ConsumerConfig()).SetLogHandler((_, _) => { }).Build();
        inner.Assign(new TopicPartitionOffset(KafkaBroker.Partition0(topic), Offset.Beginning));
        using var ignoring = inner.WithTracing();
        ignoring.Consume(KafkaBroker.Deadline);
        Assert.Null(Activity.Current!.GetTagItem("messaging.kafka.message.tombstone"));
        ignoring.Close();

        using var consumer = broker.Consumer(topic).WithTracing();
        consumer.Consume(KafkaBroker.Deadline);
        Assert.Null(Activity.Current!.GetTagItem("messaging.kafka.message.tombstone"));
        consumer.Consume(KafkaBroker.Deadline);
        Assert.Equal(true, Activity.Current!.GetTagItem("messaging.kafka.message.tombstone"));
    }

    [Fact]
    public async Task Without_the_fields_of_the_result_the_span_has_no_parent_and_no_destination()
    {
        await ProduceTracedAsync("a");
        using var consumer = broker.Consumer(topic, config => config.ConsumeResultFields = "none").WithTracing();

        Assert.Equal("a", consumer.Consume(KafkaBroker.Deadline).Message.Value);

        Assert.Equal("poll", Activity.Current!.DisplayName);
        Assert.Equal(default, Activity.Current.ParentSpanId);
        Assert.Null(Activity.Current.GetTagItem("message.queue_time_ms"));
    }

    [Fact]
    public async Task Records_without_their_headers_are_told_of_once()
    {
        await ProduceTracedAsync("a", "b");
        var error = Console.Error;
        using StringWriter log = new();
        Console.SetError(log);
        try
        {
            using var consumer = broker.Consumer(topic, config => config.ConsumeResultFields = "topic,timestamp").WithTracing();
            consumer.Consume(KafkaBroker.Deadline);
            consumer.Consume(KafkaBroker.Deadline);
            using var other = broker.Consumer(topic).WithTracing();
            other.Consume(KafkaBroker.Deadline);
        }
        finally
        {
            Console.SetError(error);
        }

        var line = Assert.Single(log.ToString().Split('\n'), line => line.Contains("dotnet.consumer.consume.result.fields", StringComparison.Ordinal));
        Assert.Contains("'dock#", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Consume_on_another_flow_ends_the_span_and_leaves_that_flow_alone()
    {
        await ProduceTracedAsync("a");
        using var consumer = broker.Consumer(topic).WithTracing();
        consumer.Consume(KafkaBroker.Deadline);
        var receive = Activity.Current!;
        Activity? kept = null;
        Activity? other = null;

        using (ExecutionContext.SuppressFlow())
        {
            var thread = new Thread(() =>
            {
                other = Source.StartActivity("other");
                consumer.Consume(50);
                kept = Activity.Current;
            });
            thread.Start();
            Assert.True(thread.Join(KafkaBroker.Deadline));
        }

        Assert.True(receive.IsStopped);
        Assert.NotNull(other);
        Assert.Same(other, kept);
    }

    [Fact]
    public async Task A_receive_span_is_current_across_awaits()
    {
        await ProduceTracedAsync("a");
        using var consumer = broker.Consumer(topic).WithTracing();
        using var producer = broker.Producer().WithTracing();
        consumer.Consume(KafkaBroker.Deadline);
        await Task.Delay(10, TestContext.Current.CancellationToken);
        var onward = KafkaBroker.NewTopic();

        await producer.ProduceAsync(onward, new Message<string, string> { Value = "v" }, TestContext.Current.CancellationToken);

        var receive = Activity.Current!;
        var send = (await recorder.WaitForAsync(activity => activity.DisplayName == $"send {onward}")).Single();
        Assert.Equal(receive.SpanId, send.ParentSpanId);
        Assert.Equal(Sends()[0].TraceId, send.TraceId);
    }

    private async Task ProduceTracedAsync(params string?[] values)
    {
        using var producer = broker.Producer().WithTracing();
        foreach (var value in values)
        {
            await producer.ProduceAsync(
                KafkaBroker.Partition0(topic), new Message<string, string> { Key = "k", Value = value! }, TestContext.Current.CancellationToken);
        }
    }

    private List<Activity> Sends() => [.. recorder.Ended.Where(activity => activity.DisplayName == $"send {topic}")];

    private List<Activity> Receives() => [.. recorder.Ended.Where(activity => activity.DisplayName == $"poll {topic}")];
}
