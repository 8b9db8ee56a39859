using System.Diagnostics;
using Confluent.Kafka;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>What fails is on the span, and the caller gets the client's own exception.</summary>
public sealed class SendFailureTests(KafkaBroker broker) : SendTests
{
    [Fact]
    public async Task A_message_that_is_too_large_fails_at_once_with_the_clients_exception_and_the_callers_message()
    {
        using var producer = broker.Producer(config => config.MessageMaxBytes = 2000).WithTracing();
        var message = Message(new string('x', 3000));

        var fromProduce = Assert.Throws<ProduceException<string, string>>(() => producer.Produce(topic, message));
        var fromTask = await Assert.ThrowsAsync<ProduceException<string, string>>(
            () => producer.ProduceAsync(topic, message, TestContext.Current.CancellationToken));

        Assert.Null(Activity.Current);
        Assert.All([fromProduce, fromTask], exception =>
        {
            Assert.Equal(ErrorCode.MsgSizeTooLarge, exception.Error.Code);
            Assert.Same(message, exception.DeliveryResult.Message);
        });
        Assert.All(await recorder.WaitForAsync(IsOfTopic, 2), send =>
        {
            Assert.Equal(ActivityStatusCode.Error, send.Status);
            Assert.Equal("MsgSizeTooLarge", send.GetTagItem("error.type"));
        });
    }

    [Fact]
    public async Task A_full_queue_is_the_clients_exception_with_the_callers_message_and_nothing_stays_open()
    {
        var producer = broker.Producer(config =>
        {
            config.LingerMs = 30_000;
            config.QueueBufferingMaxMessages = 1;
        }).WithTracing();
        var message = Message("b");
        producer.Produce(topic, Message("a"));

        var fromProduce = Assert.Throws<ProduceException<string, string>>(() => producer.Produce(topic, message, _ => { }));
        var fromTask = await Assert.ThrowsAsync<ProduceException<string, string>>(
            () => producer.ProduceAsync(topic, message, TestContext.Current.CancellationToken));

        Assert.All([fromProduce, fromTask], exception =>
        {
            Assert.Equal(ErrorCode.Local_QueueFull, exception.Error.Code);
            Assert.Same(message, exception.DeliveryResult.Message);
        });
        Assert.All(await recorder.WaitForAsync(IsOfTopic, 2), send => Assert.Equal("Local_QueueFull", send.GetTagItem("error.type")));
        producer.Dispose();
        Assert.Equal(3, recorder.Ended.Count(IsOfTopic));
    }

    [Fact]
    public async Task A_message_that_only_our_headers_make_too_large_goes_out_without_them()
    {
        using var producer = broker.Producer(config => config.MessageMaxBytes = 2000).WithTracing();
        var message = Message(new string('x', 1800));

        producer.Produce(KafkaBroker.Partition0(topic), message);
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), message, TestContext.Current.CancellationToken);

        Assert.All(broker.Read(topic, 2), record => Assert.Empty(record.Message.Headers));
        Assert.All(await recorder.WaitForAsync(IsOfTopic, 2), send =>
        {
            Assert.Equal(ActivityStatusCode.Unset, send.Status);
            Assert.Equal("message_too_large", send.GetTagItem("waybill.injection.skipped"));
        });
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_an_error_on_the_span_and_the_clients_own_to_the_caller()
    {
        using var producer = broker.Producer(config =>
        {
            config.BootstrapServers = "127.0.0.1:1";
            config.MessageTimeoutMs = 300;
        }).WithTracing();
        TaskCompletionSource<DeliveryReport<string, string>> report = new(TaskCreationOptions.RunContinuationsAsynchronously);

        producer.Produce(topic, Message("v"), report.SetResult);
        var exception = await Assert.ThrowsAsync<ProduceException<string, string>>(
            () => producer.ProduceAsync(topic, Message("v"), TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.Local_MsgTimedOut, exception.Error.Code);
        Assert.Equal(ErrorCode.Local_MsgTimedOut, (await report.Task.WaitAsync(KafkaBroker.Deadline, TestContext.Current.CancellationToken)).Error.Code);
        Assert.All(await recorder.WaitForAsync(IsOfTopic, 2), send =>
        {
            Assert.Equal(ActivityStatusCode.Error, send.Status);
            Assert.Equal("Local_MsgTimedOut", send.GetTagItem("error.type"));
            Assert.Null(send.GetTagItem("messaging.kafka.offset"));
        });
    }

    [Fact]
    public async Task What_is_missing_is_the_clients_to_complain_of_and_makes_no_span()
    {
        using var inner = broker.Producer();
        using var producer = inner.WithTracing();
        Action<IProducer<string, string>>[] calls =
        [
            client => client.Produce(topic, null!),
            client => client.Produce((TopicPartition)null!, Message("v")),
        ];

        Assert.All(calls, call => Assert.IsType(Record.Exception(() => call(inner))!.GetType(), Record.Exception(() => call(producer))));
        await Assert.ThrowsAsync<NullReferenceException>(() => producer.ProduceAsync(topic, null!, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(recorder.Ended, IsOfTopic);
        Assert.Null(Activity.Current);
    }
}
