using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core;
using Waybill.Support;

namespace Waybill.Adapters.Kafka.Tests;

public sealed class KafkaProcessingExtensionsTests(KafkaBroker broker) : IDisposable
{
    private readonly ActivityRecorder recorder = new(KafkaSource.Name);
    private readonly string topic = KafkaBroker.NewTopic();

    public void Dispose() => recorder.Dispose();

    [Fact]
    public async Task ProcessAsync_makes_a_child_of_the_send_span_and_ends_the_receive_span_first()
    {
        await ProduceTracedAsync();
        using var consumer = broker.Consumer(topic).WithTracing();
        var result = consumer.Consume(KafkaBroker.Deadline);
        var receive = Activity.Current!;
        Activity? process = null;
        using CancellationTokenSource cancellation = new();

        await consumer.ProcessAsync(
            result,
            async (given, token) =>
            {
                Assert.Same(result, given);
                Assert.Equal(cancellation.Token, token);
                Assert.True(receive.IsStopped);
                process = Activity.Current;
                await Task.Delay(20, token);
                Assert.Same(process, Activity.Current);
                Assert.False(process!.IsStopped);
            },
            cancellation.Token);

        Assert.Null(Activity.Current);
        Assert.True(process!.IsStopped);
        var send = Span("send");
        Assert.Equal($"process {topic}", process.DisplayName);
        Assert.Equal(ActivityKind.Consumer, process.Kind);
        Assert.Equal(ActivityStatusCode.Unset, process.Status);
        Assert.Equal(send.TraceId, process.TraceId);
        Assert.Equal(send.SpanId, process.ParentSpanId);
        Assert.Equal(send.SpanId, receive.ParentSpanId);
        Assert.Equal("process", process.GetTagItem("messaging.operation.type"));
        Assert.Equal("shipping", process.GetTagItem("messaging.consumer.group.name"));
        Assert.Equal("0", process.GetTagItem("messaging.destination.partition.id"));
        Assert.Equal(0L, process.GetTagItem("messaging.kafka.offset"));
        Assert.NotNull(process.GetTagItem("message.queue_time_ms"));
    }

    [Fact]
    public async Task An_exception_of_the_handler_is_recorded_and_thrown_on()
    {
        await ProduceTracedAsync();
        using var consumer = broker.Consumer(topic).WithTracing();
        var result = consumer.Consume(KafkaBroker.Deadline);
        FormatException failure = new("order 7 has no address");

        Assert.Same(failure, await Assert.ThrowsAsync<FormatException>(
            () => consumer.ProcessAsync(result, (_, _) => throw failure, TestContext.Current.CancellationToken)));
        Assert.Same(failure, await Assert.ThrowsAsync<FormatException>(
            () => consumer.ProcessAsync(result, (_, _) => Task.FromException(failure), TestContext.Current.CancellationToken)));

        Assert.All(recorder.Ended.Where(activity => activity.DisplayName == $"process {topic}"), process =>
        {
            Assert.Equal(ActivityStatusCode.Error, process.Status);
            Assert.Equal("System.FormatException", process.GetTagItem("error.type"));
            Assert.Equal("order 7 has no address", process.StatusDescription);
        });
    }

    [Fact]
    public async Task With_the_relation_Link_the_process_span_begins_a_trace()
    {
        await ProduceTracedAsync();
        using var consumer = broker.Consumer(topic).WithTracing(new KafkaTracingOptions { Relation = MessageRelation.Link });
        var result = consumer.Consume(KafkaBroker.Deadline);

        await consumer.ProcessAsync(result, (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken);

        var process = Span("process");
        Assert.Equal(default, process.ParentSpanId);
        Assert.NotEqual(Span("send").TraceId, process.TraceId);
        Assert.Equal(Span("send").SpanId, Assert.Single(process.Links).Context.SpanId);
    }

    [Fact]
    public async Task An_untraced_consumer_will_do()
    {
        await ProduceTracedAsync();
        using var consumer = broker.Consumer(topic);
        var result = consumer.Consume(KafkaBroker.Deadline);

        await consumer.ProcessAsync(result, (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken);

        Assert.Equal(Span("send").SpanId, Span("process").ParentSpanId);
    }

    [Theory]
    [InlineData(MessageRelation.Child)]
    [InlineData(MessageRelation.Link)]
    public async Task StartProcessing_continues_from_the_records_headers(MessageRelation relation)
    {
        await ProduceTracedAsync();
        using var consumer = broker.Consumer(topic).WithTracing();
        var result = consumer.Consume(KafkaBroker.Deadline);
        var receive = Activity.Current;

        using (var scope = result.StartProcessing(relation))
        {
            Assert.Same(scope.Activity, Activity.Current);
            Assert.Equal(Span("send").SpanId.ToHexString(), scope.Sender!.SpanId.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(relation == MessageRelation.Child ? Span("send").SpanId : default, scope.Activity!.ParentSpanId);
            Assert.Equal(relation == MessageRelation.Child ? 0 : 1, scope.Activity.Links.Count());
        }

        Assert.Same(receive, Activity.Current);
        Assert.Equal($"process {topic}", Span("process").DisplayName);
    }

    [Fact]
    public async Task The_end_of_a_partition_is_handled_without_a_span()
    {
        using var consumer = broker.Consumer(topic).WithTracing();
        var handled = false;

        await consumer.ProcessAsync(
            new ConsumeResult<string, string> { Topic = topic, IsPartitionEOF = true },
            (_, _) => Task.FromResult(handled = true),
            TestContext.Current.CancellationToken);

        Assert.True(handled);
        Assert.Empty(recorder.Ended);
    }

    [Fact]
    public async Task Arguments_must_be_given()
    {
        using var consumer = broker.Consumer(topic);
        ConsumeResult<string, string> result = new();
        Func<ConsumeResult<string, string>, CancellationToken, Task> handler = (_, _) => Task.CompletedTask;

        Assert.Throws<ArgumentNullException>(() => ((ConsumeResult<string, string>)null!).StartProcessing());
        await Assert.ThrowsAsync<ArgumentNullException>(() => ((IConsumer<string, string>)null!).ProcessAsync(result, handler, default));
        await Assert.ThrowsAsync<ArgumentNullException>(() => consumer.ProcessAsync(null!, handler, default));
        await Assert.ThrowsAsync<ArgumentNullException>(() => consumer.ProcessAsync(result, null!, default));
    }

    private Activity Span(string operation) => Assert.Single(recorder.Ended, activity => activity.DisplayName == $"{operation} {topic}");

    private async Task ProduceTracedAsync()
    {
        using var producer = broker.Producer().WithTracing();
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), new Message<string, string> { Value = "v" }, TestContext.Current.CancellationToken);
    }
}
