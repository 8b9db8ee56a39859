namespace Waybill.Adapters.Sqs.Tests;

public sealed class SqsSpansTests : IDisposable
{
    private readonly ActivityRecorder spans = new("Waybill.Sqs");

    public void Dispose() => spans.Dispose();

    [Theory]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/123456789012/orders.fifo", "orders.fifo")]
    [InlineData("http://127.0.0.1:4566/000000000000/orders", "orders")]
    [InlineData("https://queue.amazonaws.com/123456789012/orders", "orders")]
    [InlineData("orders", "orders")]
    [InlineData("http://127.0.0.1/queue/", "")]
    public async Task Name_the_queue_by_the_end_of_its_URL(string url, string name)
    {
        await RecordingSqs.Create().AsClient.WithTracing().SendMessageAsync(url, "body");

        var span = Assert.Single(spans.Ended);
        Assert.Equal($"SendMessage {name}", span.DisplayName);
        Assert.Equal(
            [
                new("messaging.system", "aws_sqs"),
                new("messaging.operation.name", "SendMessage"),
                new("messaging.operation.type", "send"),
                new("messaging.destination.name", name),
                new("aws.sqs.queue.url", url),
            ],
            span.TagObjects.Take(5));
    }

    [Fact]
    public async Task Have_the_kinds_of_the_conventions()
    {
        var inner = RecordingSqs.Create();
        inner.Answer = (method, _) => method.Name == nameof(IAmazonSQS.ReceiveMessageAsync)
            ? Task.FromResult(new ReceiveMessageResponse { Messages = [new()] })
            : RecordingSqs.Make(method.ReturnType);
        var sqs = inner.AsClient.WithTracing();

        await sqs.SendMessageAsync("http://h/q", "body");
        await sqs.SendMessageBatchAsync("http://h/q", [new("1", "body")]);
        await sqs.ReceiveMessageAsync("http://h/q");
        new Message().StartProcessing("http://h/q").Dispose();

        Assert.Equal(
            [
                (ActivityKind.Producer, "SendMessage q", "send"),
                (ActivityKind.Producer, "SendMessageBatch q", "send"),
                (ActivityKind.Client, "ReceiveMessage q", "receive"),
                (ActivityKind.Consumer, "process q", "process"),
            ],
            spans.Ended.Select(span => (span.Kind, span.DisplayName, (string)span.GetTagItem("messaging.operation.type")!)));
    }
}
