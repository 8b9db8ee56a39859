using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Brokers;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>Commits and stored offsets.</summary>
public sealed class SettleTests : SendTests, IDisposable
{
    private readonly FailingBroker broker = new();

    void IDisposable.Dispose()
    {
        Dispose();
        broker.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_and_StoreOffset_make_spans_on_request_only(bool wanted)
    {
        using var consumer = await ConsumerAsync(new KafkaTracingOptions { CreatesSettleSpans = wanted });
        var result = consumer.Consume(KafkaBroker.Deadline);
        var receive = Activity.Current!;

        consumer.StoreOffset(result);
        consumer.StoreOffset(result.TopicPartitionOffset);
        consumer.Commit();
        consumer.Commit(result);
        consumer.Commit([result.TopicPartitionOffset]);

        Assert.Same(receive, Activity.Current);
        var settles = recorder.Ended.Where(activity => Equals(activity.GetTagItem("messaging.operation.type"), "settle")).ToList();
        string[] names = [$"store_offset {topic}", $"store_offset {topic}", "commit", $"commit {topic}", $"commit {topic}"];
        Assert.Equal(wanted ? names : [], settles.Select(settle => settle.DisplayName));
        Assert.All(settles, settle =>
        {
            Assert.Equal(receive.SpanId, settle.ParentSpanId);
            Assert.Equal(ActivityKind.Client, settle.Kind);
            Assert.Equal("shipping", settle.GetTagItem("messaging.consumer.group.name"));
        });
    }

    [Fact]
    public async Task A_commit_that_fails_is_the_clients_exception_and_on_the_span()
    {
        using var consumer = await ConsumerAsync(new KafkaTracingOptions { CreatesSettleSpans = true });
        var result = consumer.Consume(KafkaBroker.Deadline);
        broker.Cluster.Answer(KafkaMockCluster.OffsetCommitRequest, ErrorCode.GroupAuthorizationFailed);

        Assert.ThrowsAny<KafkaException>(() => consumer.Commit(result));

        var commit = Assert.Single(recorder.Ended, activity => activity.DisplayName == $"commit {topic}");
        Assert.Equal("GroupAuthorizationFailed", commit.GetTagItem("error.type"));
    }

    [Fact]
    public void The_topic_of_several_offsets_is_told_when_it_is_one()
    {
        TopicPartitionOffset a = new("a", 0, 1), b = new("b", 0, 1);
        Assert.Equal("a", Topics.Single([a, new TopicPartitionOffset("a", 1, 1)]));
        Assert.Null(Topics.Single([a, b]));
        Assert.Null(Topics.Single([]));
        Assert.Null(Topics.Single(null));
        Assert.Null(Topics.Single(new[] { a }.Where(offset => offset is not null)));
    }

    private async Task<IConsumer<string, string>> ConsumerAsync(KafkaTracingOptions options)
    {
        using var producer = broker.Producer().Build();
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), Message("v"), TestContext.Current.CancellationToken);
        return broker.Consumer(topic, options);
    }
}
