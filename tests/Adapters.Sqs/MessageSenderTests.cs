using System.Text.Json;

namespace Waybill.Adapters.Sqs.Tests;

public sealed class MessageSenderTests(SqsBroker broker) : SqsTest(broker)
{
    [Fact]
    public async Task Puts_the_context_of_the_send_span_into_one_attribute_next_to_the_callers()
    {
        SendMessageRequest request = new(QueueUrl, "body") { MessageAttributes = ContextText.Users(2) };

        var response = await Sqs.SendMessageAsync(request);

        var send = Span("SendMessage");
        var message = Assert.Single(await ReceiveBareAsync());
        Assert.Equal(["_datadog", "user0", "user1"], message.MessageAttributes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("String", message.MessageAttributes["_datadog"].DataType);
        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(message.MessageAttributes["_datadog"].StringValue)!;
        Assert.Equal(ContextText.Lower(send.TraceId.ToHexString()), headers["x-datadog-trace-id"]);
        Assert.Equal(ContextText.Lower(send.SpanId.ToHexString()), headers["x-datadog-parent-id"]);
        Assert.StartsWith($"00-{send.TraceId}-{send.SpanId}-", headers["traceparent"], StringComparison.Ordinal);
        Assert.Equal(response.MessageId, send.GetTagItem("messaging.message.id"));
        Assert.Equal(response.ResponseMetadata.RequestId, send.GetTagItem("aws.request_id"));
        Assert.Equal(ActivityStatusCode.Unset, send.Status);
        Assert.Null(send.GetTagItem("messaging.batch.message_count"));
    }

    [Fact]
    public async Task Traces_the_short_overload_as_a_child_of_the_current_span()
    {
        using var parent = new Activity("request").Start();

        await Sqs.SendMessageAsync(QueueUrl, "body");

        Assert.Equal(parent, Activity.Current);
        Assert.Equal(parent.SpanId, Span("SendMessage").ParentSpanId);
        Assert.True(Assert.Single(await ReceiveBareAsync()).MessageAttributes.ContainsKey("_datadog"));
    }

    [Fact]
    public async Task Leaves_the_callers_request_as_it_is_and_open_to_concurrent_use()
    {
        var users = ContextText.Users(3);
        SendMessageRequest request = new(QueueUrl, "body") { MessageAttributes = users };
        SendMessageRequest withNulls = new(QueueUrl, "body") { MessageAttributes = null, MessageSystemAttributes = null };

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Sqs.SendMessageAsync(request)));
        await Sqs.SendMessageAsync(withNulls);

        Assert.Same(users, request.MessageAttributes);
        Assert.Equal(["user0", "user1", "user2"], users.Keys);
        Assert.Null(withNulls.MessageAttributes);
        var sent = Spans.Ended.Select(span => ContextText.Lower(span.SpanId.ToHexString()));
        var received = (await ReceiveBareAsync(21)).Select(message => ContextAttribute.Read(message.MessageAttributes)!.SpanId.ToString());
        Assert.Equal(sent.Order(StringComparer.Ordinal), received.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sends_a_message_untouched_that_has_ten_attributes()
    {
        using SkippedInjections skipped = new();

        await Sqs.SendMessageAsync(new SendMessageRequest(QueueUrl, "body") { MessageAttributes = ContextText.Users(10) });

        Assert.Equal("attribute_limit", Span("SendMessage").GetTagItem("waybill.injection.skipped"));
        Assert.Equal(["attribute_limit"], skipped.Reasons);
        Assert.Equal(ContextText.Users(10).Keys, Assert.Single(await ReceiveBareAsync()).MessageAttributes.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sends_a_message_untouched_that_fills_the_limit()
    {
        using SkippedInjections skipped = new();
        SendMessageRequest request = new(QueueUrl, new string('a', 1_048_576));

        await Sqs.SendMessageAsync(request);

        Assert.Equal("size_limit", Span("SendMessage").GetTagItem("waybill.injection.skipped"));
        Assert.Equal(["size_limit"], skipped.Reasons);
        Assert.Equal(1_048_576, Assert.Single(await ReceiveBareAsync()).Body.Length);
    }

    [Fact]
    public async Task Replaces_the_context_of_a_forwarded_message_and_links_to_it()
    {
        SendMessageRequest request = new(QueueUrl, "body") { MessageAttributes = ContextText.Attributes(ContextText.Json) };

        await Sqs.SendMessageAsync(request);

        var send = Span("SendMessage");
        var message = Assert.Single(await ReceiveBareAsync());
        Assert.Equal(ContextText.SpanId, Assert.Single(send.Links).Context.SpanId.ToHexString());
        Assert.Equal(ContextText.TraceId, Assert.Single(send.Links).Context.TraceId.ToHexString());
        Assert.NotEqual(ContextText.TraceId, send.TraceId.ToHexString());
        Assert.Equal(ContextText.Lower(send.SpanId.ToHexString()), ContextAttribute.Read(message.MessageAttributes)!.SpanId.ToString());
        Assert.Single(message.MessageAttributes);
        Assert.Equal(ContextText.Json, request.MessageAttributes["_datadog"].StringValue);
    }

    [Fact]
    public async Task Gives_the_services_error_to_the_caller_and_to_the_span()
    {
        var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => Sqs.SendMessageAsync(QueueUrl + "-missing", "body"));

        var send = Span("SendMessage");
        Assert.Equal(ActivityStatusCode.Error, send.Status);
        Assert.Equal(error.Message, send.StatusDescription);
        Assert.Equal(error.ErrorCode, send.GetTagItem("error.type"));
        Assert.Equal(typeof(QueueDoesNotExistException).FullName, Assert.Single(send.Events).Tags.Single(tag => tag.Key == "exception.type").Value);
        Assert.Equal(error.RequestId, send.GetTagItem("aws.request_id"));
    }

    [Fact]
    public async Task Where_nobody_listens_the_caller_gets_what_the_bare_client_throws()
    {
        using var bare = SqsBroker.ClientOf($"http://127.0.0.1:{Waybill.Brokers.LoopbackPort.Free()}");
        var expected = await Record.ExceptionAsync(() => bare.SendMessageAsync(QueueUrl, "body"));
        var error = await Record.ExceptionAsync(() => bare.WithTracing().SendMessageAsync(QueueUrl, "body"));

        Assert.NotNull(expected);
        Assert.Equal((expected.GetType(), expected.Message), (error?.GetType(), error?.Message));
        Assert.Equal(ActivityStatusCode.Error, Span("SendMessage").Status);
        Assert.Equal(expected.Message, Span("SendMessage").StatusDescription);
    }

    [Fact]
    public async Task Gives_the_very_exception_of_the_client_to_the_caller()
    {
        var inner = RecordingSqs.Create();
        var error = new AmazonSQSException("no connection");
        inner.Answer = (_, _) => Task.FromException<SendMessageResponse>(error);

        Assert.Same(error, await Assert.ThrowsAsync<AmazonSQSException>(() => inner.AsClient.WithTracing().SendMessageAsync(QueueUrl, "body")));
        Assert.Equal("no connection", Span("SendMessage").StatusDescription);
    }

    [Fact]
    public async Task Takes_an_answer_without_metadata()
    {
        var inner = RecordingSqs.Create();
        inner.Answer = (_, _) => Task.FromResult<SendMessageResponse?>(null);

        Assert.Null(await inner.AsClient.WithTracing().SendMessageAsync(QueueUrl, null!));
        Assert.Equal(ActivityStatusCode.Unset, Span("SendMessage").Status);
    }
}
