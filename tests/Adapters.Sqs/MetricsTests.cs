using System.Net;

namespace Waybill.Adapters.Sqs.Tests;

public sealed class MetricsTests(SqsBroker broker) : SqsTest(broker)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Count_and_time_each_operation_once_with_spans_and_without(bool spans)
    {
        using Measurements measured = new();
        var sqs = Bare.WithTracing(new SqsTracingOptions { Filter = _ => spans });
        await sqs.SendMessageAsync(QueueUrl, "one");
        await sqs.SendMessageBatchAsync(QueueUrl, [new("1", "two"), new("2", "three")]);
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => sqs.SendMessageAsync(QueueUrl + "-missing", "body"));

        var messages = await ReceiveAsync(sqs, QueueUrl, 3);
        await sqs.ProcessAsync(new ReceiveMessageResponse { Messages = messages }, (_, _) => Task.CompletedTask);

        Assert.Equal([1], measured.Of("messaging.client.sent.messages", "SendMessage"));
        Assert.Equal([2], measured.Of("messaging.client.sent.messages", "SendMessageBatch"));
        Assert.Equal(3, measured.Of("messaging.client.consumed.messages", "ReceiveMessage").Sum());
        Assert.Single(measured.Of("messaging.client.operation.duration", "SendMessage"));
        Assert.Single(measured.Of("messaging.client.operation.duration", "SendMessageBatch"));
        Assert.NotEmpty(measured.Of("messaging.client.operation.duration", "ReceiveMessage"));
        Assert.Equal(3, measured.Of("messaging.process.duration", "process").Count());
        Assert.Equal(3, measured.Of("waybill.message.queue_time", "ReceiveMessage").Count());
        Assert.All(measured.Of("waybill.message.queue_time", "ReceiveMessage"), seconds => Assert.InRange(seconds, 0, 60));
        Assert.Empty(measured.Of("waybill.message.queue_time", "process"));
        Assert.Equal(spans, Spans.Ended.Count > 0);
    }

    [Fact]
    public async Task Tell_the_services_code_of_what_failed()
    {
        using Measurements measured = new();
        using ScriptedServer server = new(_ => (HttpStatusCode.OK, """
            {"Successful":[{"Id":"1","MessageId":"m1","MD5OfMessageBody":"f97c5d29941bfb1b2fdab0874906ab82"}],
             "Failed":[{"Id":"2","Code":"InternalError","SenderFault":false}]}
            """));
        using var client = SqsBroker.ClientOf(server.Url);
        await client.WithTracing().SendMessageBatchAsync(server.QueueUrl, [new("1", "one"), new("2", "two")]);
        var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => Sqs.SendMessageAsync(QueueUrl + "-missing", "body"));
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => Sqs.ReceiveMessageAsync(QueueUrl + "-missing"));

        Assert.Equal([1], measured.Of("messaging.client.sent.messages", "SendMessageBatch"));
        Assert.Equal([1], measured.Of("messaging.client.sent.messages", "SendMessageBatch", "InternalError"));
        Assert.Single(measured.Of("messaging.client.operation.duration", "SendMessageBatch"));
        Assert.Equal([1], measured.Of("messaging.client.sent.messages", "SendMessage", error.ErrorCode));
        Assert.Single(measured.Of("messaging.client.operation.duration", "ReceiveMessage", error.ErrorCode));
    }

    [Fact]
    public void Queue_time_of_a_message_from_another_client_is_measured_once()
    {
        using Measurements measured = new();
        Message message = new() { Attributes = new() { ["SentTimestamp"] = "1700000000000" } };

        message.StartProcessing(QueueUrl).Dispose();
        message.StartProcessing(QueueUrl).Dispose();

        Assert.Single(measured.Of("waybill.message.queue_time", "process"));
    }
}
