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
    [InlineData("http://127.0.0.1/queue/", "queue")]
    [InlineData("http://sqs.us-east-1.localhost.localstack.cloud:4566/000000000000/orders?x=/y", "orders")]
    [InlineData("https://vpce-0a1b-2c3d.sqs.us-east-1.vpce.amazonaws.com/123456789012/orders", "orders")]
    [InlineData("https://sqs-fips.us-gov-west-1.amazonaws.com/123456789012/a_b-C", "a_b-C")]
    [InlineData("/", "")]
    [InlineData("::not a URL::", "::not a URL::")]
    public async Task Name_the_queue_by_the_end_of_its_URL(string url, string name)
    {
        await RecordingSqs.Create().AsClient.WithTracing().SendMessageAsync(url, "body");

        var span = Assert.Single(spans.Ended);
        Assert.Equal($"SendMessage {name}".TrimEnd(), span.DisplayName);
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

    [Theory]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/1/q", "sqs.eu-west-1.amazonaws.com", null)]
    [InlineData("http://127.0.0.1:4566/1/q", "127.0.0.1", 4566)]
    [InlineData("q", null, null)]
    public async Task Tell_the_server(string url, string? address, int? port)
    {
        await RecordingSqs.Create().AsClient.WithTracing().SendMessageAsync(url, "body");

        var span = Assert.Single(spans.Ended);
        Assert.Equal((address, port), (span.GetTagItem("server.address"), (int?)span.GetTagItem("server.port")));
    }

    [Theory]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/1/q", "eu-west-1")]
    [InlineData("https://sqs.cn-north-1.amazonaws.com.cn/1/q", "cn-north-1")]
    [InlineData("https://sqs-fips.us-gov-west-1.amazonaws.com/1/q", "us-gov-west-1")]
    [InlineData("https://vpce-0a1b-2c3d.sqs.us-east-1.vpce.amazonaws.com/1/q", "us-east-1")]
    [InlineData("https://ap-south-1.queue.amazonaws.com/1/q", "ap-south-1")]
    [InlineData("https://queue.amazonaws.com/1/q", null)]
    [InlineData("https://sqs.amazonaws.com/1/q", null)]
    [InlineData("http://sqs.us-east-1.localhost.localstack.cloud:4566/1/q", null)]
    [InlineData("http://amazonaws.sqs/1/q", null)]
    [InlineData("http://127.0.0.1:4566/1/q", null)]
    public async Task Tell_the_region_where_the_host_does(string url, string? region)
    {
        await RecordingSqs.Create().AsClient.WithTracing().SendMessageAsync(url, "body");
        Assert.Equal(region, Assert.Single(spans.Ended).GetTagItem("cloud.region"));
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
                (ActivityKind.Client, "SendMessageBatch q", "send"),
                (ActivityKind.Producer, "create q", "create"),
                (ActivityKind.Client, "ReceiveMessage q", "receive"),
                (ActivityKind.Consumer, "process q", "process"),
            ],
            spans.Ended.Select(span => (span.Kind, span.DisplayName, (string)span.GetTagItem("messaging.operation.type")!)));
    }
}
