namespace Waybill.Adapters.Sqs.Tests;

public sealed class MessageReceiverTests(SqsBroker broker) : SqsTest(broker)
{
    [Fact]
    public async Task Makes_a_span_of_its_own_trace_that_links_to_each_send_span()
    {
        await Sqs.SendMessageAsync(QueueUrl, "one");
        await Sqs.SendMessageAsync(QueueUrl, "two");
        await Bare.SendMessageAsync(QueueUrl, "untraced");
        using var loop = new Activity("loop").Start();
        var before = DateTime.UtcNow;

        var response = await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(QueueUrl) { MaxNumberOfMessages = 10 });

        var receive = Span("ReceiveMessage");
        Assert.Equal(loop, Activity.Current);
        Assert.Equal(loop.SpanId, receive.ParentSpanId);
        Assert.Equal(3, receive.GetTagItem("messaging.batch.message_count"));
        Assert.Equal(response.ResponseMetadata.RequestId, receive.GetTagItem("aws.request_id"));
        Assert.InRange(receive.StartTimeUtc, before, before + TimeSpan.FromSeconds(5));
        var sent = Spans.Ended.Where(span => span.Kind == ActivityKind.Producer)
            .Select(span => (span.SpanId, span.GetTagItem("messaging.message.id")));
        Assert.Equal(sent, receive.Links.Select(link => (link.Context.SpanId, Assert.Single(link.Tags!).Value)));
        Assert.All(receive.Links, link => Assert.Equal("messaging.message.id", Assert.Single(link.Tags!).Key));
    }

    [Fact]
    public async Task Traces_the_short_overload()
    {
        await Sqs.SendMessageAsync(QueueUrl, "body");

        var message = Assert.Single((await Sqs.ReceiveMessageAsync(QueueUrl)).Messages);

        Assert.Single(Span("ReceiveMessage").Links);
        Assert.Equal("body", message.Body);
    }

    [Fact]
    public async Task Begins_a_trace_of_its_own_with_the_relation_link()
    {
        await Sqs.SendMessageAsync(QueueUrl, "body");
        using var loop = new Activity("loop").Start();

        await Bare.WithTracing(new SqsTracingOptions { Relation = MessageRelation.Link }).ReceiveMessageAsync(QueueUrl);

        var receive = Span("ReceiveMessage");
        Assert.Equal(loop, Activity.Current);
        Assert.NotEqual(loop.TraceId, receive.TraceId);
        Assert.Null(receive.Parent);
        Assert.Equal(Span("SendMessage").SpanId, Assert.Single(receive.Links).Context.SpanId);
    }

    [Fact]
    public async Task Makes_no_span_for_a_poll_without_messages()
    {
        var response = await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(QueueUrl) { WaitTimeSeconds = 1 });

        Assert.True(response.Messages is null or { Count: 0 });
        Assert.Empty(Spans.Ended);
    }

    [Fact]
    public async Task Gives_what_the_caller_asked_for_and_leaves_the_request_as_it_is()
    {
        ReceiveMessageRequest request = new(QueueUrl) { MessageAttributeNames = ["user0", "user1"], MessageSystemAttributeNames = ["SenderId"] };
        await Sqs.SendMessageAsync(new SendMessageRequest(QueueUrl, "body") { MessageAttributes = ContextText.Users(2) });

        var message = Assert.Single((await Sqs.ReceiveMessageAsync(request)).Messages);

        Assert.Equal(["user0", "user1"], request.MessageAttributeNames);
        Assert.Equal(["SenderId"], request.MessageSystemAttributeNames);
        Assert.Equal(["user0", "user1"], message.MessageAttributes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["SenderId"], message.Attributes.Keys);
    }

    [Fact]
    public async Task Links_to_no_message_whose_context_is_hostile()
    {
        await Bare.SendMessageAsync(new SendMessageRequest(QueueUrl, "body") { MessageAttributes = ContextText.Attributes("{\"x-datadog-trace-id\":{}}") });

        Assert.Single((await Sqs.ReceiveMessageAsync(QueueUrl)).Messages);

        Assert.Empty(Span("ReceiveMessage").Links);
    }

    [Fact]
    public async Task Gives_the_services_error_to_the_caller_and_to_a_span()
    {
        using var loop = new Activity("loop").Start();

        var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => Sqs.ReceiveMessageAsync(QueueUrl + "-missing"));

        var receive = Span("ReceiveMessage");
        Assert.Equal(loop, Activity.Current);
        Assert.Equal(error.Message, receive.StatusDescription);
        Assert.Equal(error.ErrorCode, receive.GetTagItem("error.type"));
        Assert.Null(receive.GetTagItem("messaging.batch.message_count"));
    }

    [Fact]
    public async Task Takes_the_end_of_a_receive_loop_for_no_failure()
    {
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(QueueUrl) { WaitTimeSeconds = 10 }, stop.Token));

        Assert.Empty(Spans.Ended);
    }

    [Fact]
    public async Task Takes_missing_collections_and_metadata()
    {
        var inner = RecordingSqs.Create();
        Queue<ReceiveMessageResponse?> answers = new(
            [null, new() { Messages = null }, new() { Messages = [] }, new() { Messages = [null!, new() { MessageAttributes = null, Attributes = null }] }]);
        inner.Answer = (_, _) => Task.FromResult(answers.Dequeue());
        var sqs = inner.AsClient.WithTracing();

        Assert.Null(await sqs.ReceiveMessageAsync(QueueUrl));
        await sqs.ReceiveMessageAsync(QueueUrl);
        await sqs.ReceiveMessageAsync(QueueUrl);
        await sqs.ReceiveMessageAsync(QueueUrl);

        Assert.Equal(2, Assert.Single(Spans.Ended).GetTagItem("messaging.batch.message_count"));
    }
}
