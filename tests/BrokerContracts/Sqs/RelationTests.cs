namespace Waybill.Adapters.Sqs.Tests;

/// <summary>How process spans stand to the send span, by the options of the client that received the message.</summary>
public sealed class RelationTests(SqsBroker broker) : SqsTest(broker)
{
    [Theory]
    [InlineData(MessageRelation.Child)]
    [InlineData(MessageRelation.Link)]
    [InlineData(MessageRelation.ChildOfReceive)]
    public async Task Is_that_of_the_options(MessageRelation relation)
    {
        var sqs = Bare.WithTracing(new SqsTracingOptions { Relation = relation });
        await sqs.SendMessageAsync(QueueUrl, "body");
        var message = Assert.Single(await ReceiveAsync(sqs, QueueUrl));

        message.StartProcessing(QueueUrl).Dispose();

        var (send, receive, process) = (Span("SendMessage"), Span("ReceiveMessage"), Span("process"));
        Assert.Equal(send.SpanId, Assert.Single(receive.Links).Context.SpanId);
        switch (relation)
        {
            case MessageRelation.Child:
                Assert.Equal((send.TraceId, send.SpanId), (process.TraceId, process.ParentSpanId));
                Assert.Empty(process.Links);
                break;
            case MessageRelation.Link:
                Assert.Equal(default, process.ParentSpanId);
                Assert.NotEqual(send.TraceId, process.TraceId);
                Assert.Equal(send.SpanId, Assert.Single(process.Links).Context.SpanId);
                break;
            default:
                Assert.Equal((receive.TraceId, receive.SpanId), (process.TraceId, process.ParentSpanId));
                Assert.Equal(send.SpanId, Assert.Single(process.Links).Context.SpanId);
                break;
        }
    }

    [Fact]
    public async Task Of_many_messages_each_process_span_is_a_child_of_the_receive_span_that_brought_it()
    {
        var sqs = Bare.WithTracing(new SqsTracingOptions { Relation = MessageRelation.ChildOfReceive });
        await sqs.SendMessageBatchAsync(QueueUrl, [new("1", "one"), new("2", "two")]);
        await sqs.SendMessageAsync(QueueUrl, "three");
        var messages = await ReceiveAsync(sqs, QueueUrl, 3);

        messages.ForEach(message => message.StartProcessing(QueueUrl).Dispose());

        var receives = Spans.Ended.Where(span => span.DisplayName.StartsWith("ReceiveMessage", StringComparison.Ordinal)).ToList();
        Assert.All(Spans.Ended.Where(span => span.Kind == ActivityKind.Consumer), process =>
        {
            var receive = receives.Single(span => span.SpanId == process.ParentSpanId);
            Assert.Contains(receive.Links, link => link.Context.SpanId == Assert.Single(process.Links).Context.SpanId);
        });
    }

    [Fact]
    public async Task The_argument_goes_before_the_options()
    {
        var sqs = Bare.WithTracing(new SqsTracingOptions { Relation = MessageRelation.Link });
        await sqs.SendMessageAsync(QueueUrl, "body");
        var message = Assert.Single(await ReceiveAsync(sqs, QueueUrl));

        message.StartProcessing(QueueUrl, MessageRelation.Child).Dispose();

        Assert.Equal(Span("SendMessage").SpanId, Span("process").ParentSpanId);
    }

    [Fact]
    public async Task Filters_names_and_destinations_are_as_the_options_say()
    {
        var sqs = Bare.WithTracing(new SqsTracingOptions
        {
            Filter = operation => operation.Name is not ("ReceiveMessage" or "create"),
            SpanName = operation => $"{operation.Type}!",
        });
        var silent = Bare.WithTracing(new SqsTracingOptions { InjectInto = queue => queue != QueueName, SendAwsTraceHeader = true });
        await sqs.SendMessageBatchAsync(QueueUrl, [new("1", "one")]);
        await silent.SendMessageAsync(QueueUrl, "two");

        var messages = await ReceiveAsync(sqs, QueueUrl, 2);
        messages.ForEach(message => message.StartProcessing(QueueUrl).Dispose());

        Assert.Equal(["send!", $"SendMessage {QueueName}", "process!", "process!"], Spans.Ended.Select(span => span.DisplayName));
        Assert.Equal(Spans.Ended[0].SpanId, Spans.Ended.Single(span => span.DisplayName == "process!" && span.ParentSpanId != default).ParentSpanId);
    }

    [Fact]
    public void Options_have_limits()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SqsTracingOptions { MaximumMessageSize = 1023 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SqsTracingOptions { MaximumMessageSize = 1_048_577 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SqsTracingOptions { MaxEnvelopeLength = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SqsProcessingOptions { MaxParallelism = 0 });
        SqsTracingOptions defaults = new();
        Assert.Equal((1_048_576, true, false, 262_144), (defaults.MaximumMessageSize, defaults.CreateSpans, defaults.SendAwsTraceHeader, defaults.MaxEnvelopeLength));
    }
}
