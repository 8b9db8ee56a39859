namespace Waybill.Adapters.Sqs.Tests;

/// <summary>From a publisher through SNS to a queue: raw, and in SNS's envelope.</summary>
public sealed class SnsDeliveryTests(SqsBroker broker) : SqsTest(broker)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Continues_the_publishers_trace(bool raw)
    {
        using var topic = await SnsTopic.CreateAsync(ServiceUrl, await ArnAsync(QueueUrl), raw);
        using var publisher = new Activity("publish").Start();
        Dictionary<string, MessageAttributeValue> attributes = ContextText.Users(2);
        Assert.True(SnsContext.Inject(attributes, json => new() { DataType = "Binary", BinaryValue = new MemoryStream(json) }));
        await topic.PublishAsync("the message", attributes);
        Activity.Current = null;

        using StrictSqs strict = new(ServiceUrl);
        using var bare = SqsBroker.ClientOf(strict.Url);
        var message = Assert.Single(await ReceiveAsync(bare.WithTracing(), QueueUrl));

        Assert.Equal(raw, message.Body == "the message");
        Assert.Equal(publisher.SpanId, Assert.Single(Span("ReceiveMessage").Links).Context.SpanId);
        using var scope = message.StartProcessing(QueueUrl);
        Assert.Equal((publisher.TraceId, publisher.SpanId), (scope.Activity!.TraceId, scope.Activity.ParentSpanId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Leaves_bodies_alone_that_are_longer_than_the_option_says(int maxLength)
    {
        using var topic = await SnsTopic.CreateAsync(ServiceUrl, await ArnAsync(QueueUrl), raw: false);
        await topic.PublishAsync("the message", ContextText.Attributes(ContextText.Json));
        await topic.PublishAsync("the message", ContextText.Attributes(ContextText.Json));

        var unread = Assert.Single((await Bare.WithTracing(new SqsTracingOptions { MaxEnvelopeLength = maxLength }).ReceiveMessageAsync(QueueUrl)).Messages);
        var read = Assert.Single((await Sqs.ReceiveMessageAsync(QueueUrl)).Messages);

        using (var scope = unread.StartProcessing(QueueUrl))
        {
            Assert.Null(scope.Sender);
        }

        using (var scope = read.StartProcessing(QueueUrl))
        {
            Assert.Equal(ContextText.SpanId, scope.Activity!.ParentSpanId.ToHexString());
        }
    }

    [Fact]
    public async Task Reads_an_event_of_EventBridge()
    {
        var detail = $$"""{"order":7,"_datadog":{{ContextText.Json}}}""";
        await Bare.SendMessageAsync(QueueUrl, $$"""{"version":"0","id":"1","detail-type":"order","source":"shop","detail":{{detail}}}""");

        var message = Assert.Single(await ReceiveAsync(Sqs, QueueUrl));

        using var scope = message.StartProcessing(QueueUrl);
        Assert.Equal(ContextText.SpanId, scope.Activity!.ParentSpanId.ToHexString());
    }
}
