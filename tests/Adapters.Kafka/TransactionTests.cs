using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Brokers;

namespace Waybill.Adapters.Kafka.Tests;

public sealed class TransactionTests : SendTests, IDisposable
{
    private readonly FailingBroker broker = new();
    private readonly string transactionalId = Guid.NewGuid().ToString();

    void IDisposable.Dispose()
    {
        Dispose();
        broker.Dispose();
    }

    [Fact]
    public async Task Each_call_has_a_span_and_committed_messages_have_no_mark()
    {
        using var producer = Producer();
        producer.BeginTransaction();
        producer.Produce(topic, Message("v"));
        using var consumer = broker.Consumer(topic);
        producer.SendOffsetsToTransaction([new TopicPartitionOffset(topic, 0, 1)], consumer.ConsumerGroupMetadata, KafkaBroker.Deadline);
        producer.CommitTransaction(KafkaBroker.Deadline);

        var send = await SendAsync();
        Assert.Equal(ActivityStatusCode.Unset, send.Status);
        Assert.Null(send.GetTagItem("messaging.kafka.transaction.outcome"));
        var calls = recorder.Ended.Where(activity => activity.Kind == ActivityKind.Client).ToList();
        Assert.Equal(
            ["init_transactions", "begin_transaction", $"send_offsets_to_transaction {topic}", "commit_transaction"],
            calls.Select(call => call.DisplayName));
        Assert.All(calls, call => Assert.Equal(producer.Name, call.GetTagItem("messaging.client.id")));
        Assert.Equal("settle", calls[2].GetTagItem("messaging.operation.type"));
    }

    [Fact]
    public async Task Messages_of_an_aborted_transaction_are_marked_and_end_with_their_report()
    {
        using var producer = Producer();
        producer.BeginTransaction();
        TaskCompletionSource reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
        producer.Produce(KafkaBroker.Partition0(topic), Message("a"), _ => reported.SetResult());
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), Message("b"), TestContext.Current.CancellationToken);
        await reported.Task.WaitAsync(KafkaBroker.Deadline, TestContext.Current.CancellationToken);
        var bothReported = DateTime.UtcNow;
        Assert.DoesNotContain(recorder.Ended, IsOfTopic);

        producer.AbortTransaction(KafkaBroker.Deadline);

        Assert.All(await recorder.WaitForAsync(IsOfTopic, 2), send =>
        {
            Assert.Equal("aborted", send.GetTagItem("messaging.kafka.transaction.outcome"));
            Assert.NotNull(send.GetTagItem("messaging.kafka.offset"));
            Assert.True(send.StartTimeUtc + send.Duration <= bothReported);
        });
        producer.BeginTransaction();
        producer.Produce(topic, Message("c"));
        producer.CommitTransaction();
        Assert.Null((await recorder.WaitForAsync(IsOfTopic, 3))[2].GetTagItem("messaging.kafka.transaction.outcome"));
    }

    [Fact]
    public async Task A_failed_commit_is_on_its_span_and_the_abort_marks_the_messages()
    {
        using var producer = Producer();
        producer.BeginTransaction();
        producer.Produce(topic, Message("v"));
        broker.Cluster.Answer(KafkaMockCluster.EndTransactionRequest, ErrorCode.TransactionalIdAuthorizationFailed);

        Assert.ThrowsAny<KafkaException>(() => producer.CommitTransaction(KafkaBroker.Deadline));
        var commit = Assert.Single(recorder.Ended, activity => activity.DisplayName == "commit_transaction");
        Assert.Equal(ActivityStatusCode.Error, commit.Status);
        Assert.Equal("TransactionalIdAuthorizationFailed", commit.GetTagItem("error.type"));
        Assert.Null(Activity.Current);

        producer.Dispose();
        Assert.Equal("unfinished", (await SendAsync()).GetTagItem("messaging.kafka.transaction.outcome"));
    }

    [Fact]
    public void A_transaction_holds_so_many_spans_and_no_more()
    {
        TransactionSpans transaction = new();
        Assert.False(transaction.Hold(new Activity("before").Start()));
        transaction.Begin();
        for (var i = 0; i < TransactionSpans.Capacity; i++)
        {
            Assert.True(transaction.Hold(new Activity("in").Start()));
        }

        Assert.False(transaction.Hold(new Activity("beyond").Start()));
        transaction.End(null);
        Assert.False(transaction.Hold(new Activity("after").Start()));
        Activity.Current = null;
    }

    private IProducer<string, string> Producer()
    {
        var producer = broker.Producer(config =>
        {
            config.TransactionalId = transactionalId;
            config.MessageSendMaxRetries = null;
        }).BuildWithTracing();
        producer.InitTransactions(KafkaBroker.Deadline);
        return producer;
    }
}
