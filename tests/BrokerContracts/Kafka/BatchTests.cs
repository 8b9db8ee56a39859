using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>Many records processed together, and process spans that follow the receive span.</summary>
public sealed class BatchTests(KafkaBroker broker) : SendTests
{
    [Fact]
    public async Task A_batch_is_one_span_with_a_link_to_each_send()
    {
        using var consumer = broker.Consumer(topic).WithTracing();
        var results = await ConsumeAsync(consumer, 3);
        Activity? current = null;

        await consumer.ProcessBatchAsync(
            results,
            (given, _) =>
            {
                Assert.Same(results, given);
                Assert.Equal(3, recorder.Ended.Count(activity => activity.DisplayName == $"poll {topic}"));
                current = Activity.Current;
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);

        var batch = Assert.Single(Processes());
        Assert.Same(current, batch);
        Assert.Equal(default, batch.ParentSpanId);
        Assert.Equal(3, batch.GetTagItem("messaging.batch.message_count"));
        Assert.Equal("shipping", batch.GetTagItem("messaging.consumer.group.name"));
        Assert.Equal(Sends().Select(send => send.SpanId), batch.Links.Select(link => link.Context.SpanId));
        Assert.Equal([0L, 1L, 2L], batch.Links.Select(link => link.Tags!.Single(tag => tag.Key == "messaging.kafka.offset").Value));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task Each_record_of_a_batch_may_have_a_span_of_its_own()
    {
        using var consumer = broker.Consumer(topic).WithTracing();
        var results = await ConsumeAsync(consumer, 2);
        List<string> handled = [];

        await consumer.ProcessEachAsync(
            results,
            (result, _) =>
            {
                handled.Add(result.Message.Value);
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(["0", "1"], handled);
        var spans = Processes();
        Assert.Equal(3, spans.Count);
        Assert.Equal(Sends().Select(send => send.SpanId), spans[..2].Select(span => span.ParentSpanId));
        Assert.Equal(2, spans[2].Links.Count());
    }

    [Fact]
    public async Task What_Consume_did_not_find_in_time_is_skipped()
    {
        using var consumer = broker.Consumer(topic).WithTracing();
        var results = await ConsumeAsync(consumer, 1);
        var handled = 0;

        await consumer.ProcessEachAsync([null!, .. results, null!], (_, _) => Task.FromResult(handled++), TestContext.Current.CancellationToken);

        Assert.Equal(1, handled);
    }

    [Fact]
    public async Task An_exception_is_on_the_span_of_its_record_and_of_the_batch()
    {
        using var consumer = broker.Consumer(topic).WithTracing();
        var results = await ConsumeAsync(consumer, 2);

        await Assert.ThrowsAsync<FormatException>(
            () => consumer.ProcessEachAsync(results, (_, _) => throw new FormatException("bad"), TestContext.Current.CancellationToken));

        Assert.Equal(2, Processes().Count);
        Assert.All(Processes(), span => Assert.Equal("System.FormatException", span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task Without_a_record_there_is_no_span()
    {
        using var consumer = broker.Consumer(topic).WithTracing();
        var handled = 0;
        ConsumeResult<string, string> end = new() { Topic = topic, IsPartitionEOF = true };
        await consumer.ProcessBatchAsync([end], (given, _) => Task.FromResult(handled += given.Count), TestContext.Current.CancellationToken);
        await consumer.ProcessBatchAsync([], (given, _) => Task.FromResult(handled += 10), TestContext.Current.CancellationToken);
        Assert.Equal(11, handled);
        Assert.Empty(Processes());
    }

    [Fact]
    public async Task A_process_span_may_be_the_child_of_its_receive_span()
    {
        using var consumer = broker.Consumer(topic).WithTracing(new KafkaTracingOptions { Relation = MessageRelation.ChildOfReceive });
        var results = await ConsumeAsync(consumer, 2);
        foreach (var result in results)
        {
            await consumer.ProcessAsync(result, (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken);
        }

        using (results[1].StartProcessing(MessageRelation.ChildOfReceive))
        {
        }

        var receives = recorder.Ended.Where(activity => activity.DisplayName == $"poll {topic}").ToList();
        var processes = Processes();
        Assert.Equal(Sends().Select(send => send.SpanId), receives.Select(receive => receive.ParentSpanId));
        Assert.Equal([receives[0].SpanId, receives[1].SpanId, receives[1].SpanId], processes.Select(process => process.ParentSpanId));
        Assert.Equal(Sends().Select(send => send.SpanId), processes[..2].Select(process => Assert.Single(process.Links).Context.SpanId));
    }

    [Fact]
    public async Task Arguments_must_be_given()
    {
        using var consumer = broker.Consumer(topic);
        await Assert.ThrowsAsync<ArgumentNullException>(() => consumer.ProcessBatchAsync(null!, (_, _) => Task.CompletedTask, default));
        await Assert.ThrowsAsync<ArgumentNullException>(() => consumer.ProcessBatchAsync([], null!, default));
        await Assert.ThrowsAsync<ArgumentNullException>(() => consumer.ProcessEachAsync([], null!, default));
        await Assert.ThrowsAsync<ArgumentNullException>(
            () => ((IConsumer<string, string>)null!).ProcessBatchAsync([], (_, _) => Task.CompletedTask, default));
    }

    private List<Activity> Processes() => [.. recorder.Ended.Where(activity => activity.DisplayName == $"process {topic}")];

    private List<Activity> Sends() => [.. recorder.Ended.Where(IsOfTopic)];

    private async Task<List<ConsumeResult<string, string>>> ConsumeAsync(IConsumer<string, string> consumer, int count)
    {
        using var producer = broker.Producer().WithTracing();
        List<ConsumeResult<string, string>> results = [];
        for (var i = 0; i < count; i++)
        {
            await producer.ProduceAsync(KafkaBroker.Partition0(topic), Message($"{i}"), TestContext.Current.CancellationToken);
        }

        while (results.Count < count)
        {
            results.Add(consumer.Consume(KafkaBroker.Deadline));
        }

        return results;
    }
}
