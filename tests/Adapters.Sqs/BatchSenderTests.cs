using System.Net;

namespace Waybill.Adapters.Sqs.Tests;

public sealed class BatchSenderTests(SqsBroker broker) : SqsTest(broker)
{
    private static readonly SqsTracingOptions WithoutCreateSpans = new() { CreateSpans = false };

    [Fact]
    public async Task Makes_a_create_span_for_each_entry_and_one_send_span_that_links_to_them()
    {
        using var request = new Activity("request").Start();

        await Sqs.SendMessageBatchAsync(QueueUrl, [new("1", "one"), new("2", "two"), new("3", "three")]);

        Assert.Equal(request, Activity.Current);
        var send = Span("SendMessageBatch");
        var creates = Spans.Ended.Where(span => span.DisplayName == $"create {QueueName}").ToList();
        var messages = (await ReceiveBareAsync(3)).ToDictionary(message => message.MessageId);
        Assert.All([send, .. creates], span => Assert.Equal(request.SpanId, span.ParentSpanId));
        Assert.Equal(ActivityKind.Client, send.Kind);
        Assert.Equal(creates.Select(span => span.SpanId), send.Links.Select(link => link.Context.SpanId));
        Assert.Equal(3, creates.Count);
        Assert.All(creates, create =>
        {
            Assert.Equal((ActivityKind.Producer, ActivityStatusCode.Unset), (create.Kind, create.Status));
            var message = messages[(string)create.GetTagItem("messaging.message.id")!];
            Assert.Equal(ContextText.Lower(create.SpanId.ToHexString()), ContextAttribute.Read(message.MessageAttributes)!.SpanId.ToString());
        });
    }

    [Fact]
    public async Task Puts_the_context_of_one_span_into_every_entry()
    {
        List<SendMessageBatchRequestEntry> entries = [new("1", "one"), new("2", "two") { MessageAttributes = ContextText.Users(1) }, new("3", "three")];

        var response = await Bare.WithTracing(WithoutCreateSpans).SendMessageBatchAsync(QueueUrl, entries);

        var send = Span("SendMessageBatch");
        Assert.Single(Spans.Ended);
        Assert.Equal(ActivityKind.Producer, send.Kind);
        var messages = await ReceiveBareAsync(3);
        Assert.Equal(3, send.GetTagItem("messaging.batch.message_count"));
        Assert.Equal(response.ResponseMetadata.RequestId, send.GetTagItem("aws.request_id"));
        Assert.Equal(ActivityStatusCode.Unset, send.Status);
        Assert.All(messages, message => Assert.Equal(
            ContextText.Lower(send.SpanId.ToHexString()), ContextAttribute.Read(message.MessageAttributes)!.SpanId.ToString()));
        Assert.Equal([1, 1, 2], messages.Select(message => message.MessageAttributes.Count).Order());
        Assert.True(entries[0].MessageAttributes is null or { Count: 0 });
        Assert.Equal(["user0"], entries[1].MessageAttributes.Keys);
    }

    [Fact]
    public async Task Can_send_one_request_many_times_at_once()
    {
        SendMessageBatchRequest request = new(QueueUrl, [new("1", "one") { MessageAttributes = ContextText.Users(2) }, new("2", "two")]);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Sqs.SendMessageBatchAsync(request)));

        Assert.Equal(["user0", "user1"], request.Entries[0].MessageAttributes.Keys);
        Assert.Equal(20, (await ReceiveBareAsync(20)).Count(message => message.MessageAttributes.ContainsKey("_datadog")));
    }

    [Fact]
    public async Task Chooses_per_entry_what_fits_into_the_limit_of_the_batch()
    {
        using SkippedInjections skipped = new();
        var room = ContextSize() * 3 / 2;
        SendMessageBatchRequestEntry large = new("large", "");
        List<SendMessageBatchRequestEntry> entries =
        [
            new("ten", "attributes") { MessageAttributes = ContextText.Users(10) },
            new("first", "fits"),
            large,
            new("second", "does not"),
        ];
        large.MessageBody = new string('a', (int)(MessageSize.Max - room - entries.Sum(entry => MessageSize.Of(entry.MessageBody, entry.MessageAttributes))));

        await Sqs.SendMessageBatchAsync(QueueUrl, entries);

        Assert.Equal(["attribute_limit", "size_limit", "size_limit"], skipped.Reasons);
        Assert.Equal("attribute_limit", Span("SendMessageBatch").GetTagItem("waybill.injection.skipped"));
        var withContext = (await ReceiveBareAsync(4)).Where(message => message.MessageAttributes?.ContainsKey("_datadog") == true);
        Assert.Equal("fits", Assert.Single(withContext).Body);
    }

    private static long ContextSize()
    {
        using var send = new Activity("send").Start();
        return MessageSize.OfAttribute("_datadog", ContextAttribute.Write(send));
    }

    [Fact]
    public async Task Links_once_to_each_earlier_context_and_not_to_the_parent()
    {
        using var parent = new Activity("process").Start();
        const string other = "00000000000000aa";
        SendMessageBatchRequestEntry Forwarded(string id, string json) => new(id, "body") { MessageAttributes = ContextText.Attributes(json) };

        await Bare.WithTracing(WithoutCreateSpans).SendMessageBatchAsync(
            QueueUrl,
            [
                Forwarded("1", ContextText.Json),
                Forwarded("2", ContextText.With(other)),
                Forwarded("3", ContextText.Json),
                Forwarded("4", ContextText.With(parent.SpanId.ToHexString())),
                Forwarded("5", "hostile"),
                new("6", "new"),
            ]);

        var send = Span("SendMessageBatch");
        Assert.Equal([ContextText.SpanId, other], send.Links.Select(link => link.Context.SpanId.ToHexString()));
        Assert.All(await ReceiveBareAsync(6), message =>
        {
            Assert.Single(message.MessageAttributes);
            Assert.Equal(ContextText.Lower(send.SpanId.ToHexString()), ContextAttribute.Read(message.MessageAttributes)!.SpanId.ToString());
        });
    }

    [Fact]
    public async Task Marks_the_span_of_a_batch_that_failed_in_part()
    {
        using ScriptedServer server = new(_ => (HttpStatusCode.OK, """
            {"Successful":[{"Id":"1","MessageId":"m1","MD5OfMessageBody":"f97c5d29941bfb1b2fdab0874906ab82"}],
             "Failed":[{"Id":"2","Code":"InternalError","Message":"try again","SenderFault":false},{"Id":"3","Code":"Other","SenderFault":true}]}
            """));
        using var client = SqsBroker.ClientOf(server.Url);

        var response = await client.WithTracing().SendMessageBatchAsync(server.QueueUrl, [new("1", "one"), new("2", "two"), new("3", "three")]);

        Assert.Equal(2, response.Failed.Count);
        var send = Span("SendMessageBatch");
        Assert.Equal(ActivityStatusCode.Error, send.Status);
        Assert.Equal("2 of 3 messages were not sent; the first, 2: InternalError: try again", send.StatusDescription);
        Assert.Equal("InternalError", send.GetTagItem("error.type"));
        Assert.Equal("scripted-request", send.GetTagItem("aws.request_id"));
        Assert.Equal(
            [
                (ActivityStatusCode.Unset, null, null, "m1"),
                (ActivityStatusCode.Error, "InternalError: try again", "InternalError", null),
                (ActivityStatusCode.Error, "Other: ", "Other", null),
            ],
            Spans.Ended.Where(span => span != send)
                .Select(span => (span.Status, span.StatusDescription, (string?)span.GetTagItem("error.type"), (string?)span.GetTagItem("messaging.message.id"))));
    }

    [Fact]
    public async Task Gives_the_services_error_to_the_caller_and_to_the_span()
    {
        var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => Sqs.SendMessageBatchAsync(QueueUrl + "-missing", [new("1", "body")]));

        Assert.Equal(error.Message, Span("SendMessageBatch").StatusDescription);
        Assert.Equal(error.ErrorCode, Span("create").GetTagItem("error.type"));
    }

    [Fact]
    public async Task Knows_its_entries_also_when_the_caller_empties_the_list_meanwhile()
    {
        List<SendMessageBatchRequestEntry> entries = [new("1", "one"), new("2", "two")];
        var inner = RecordingSqs.Create();
        inner.Answer = (_, arguments) =>
        {
            Assert.Equal(2, ((SendMessageBatchRequest)arguments[0]!).Entries.Count);
            entries.Clear();
            return Task.FromResult(new SendMessageBatchResponse { Failed = [new() { Id = "2", Code = "Busy" }] });
        };

        await inner.AsClient.WithTracing().SendMessageBatchAsync(QueueUrl, entries);

        Assert.Equal(
            [null, "Busy"], Spans.Ended.Where(span => span.DisplayName == $"create {QueueName}").Select(span => (string?)span.GetTagItem("error.type")));
        Assert.StartsWith("1 of 2 messages", Span("SendMessageBatch").StatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_empty_and_missing_collections()
    {
        var inner = RecordingSqs.Create();
        inner.Answer = (_, _) => Task.FromResult(new SendMessageBatchResponse { Failed = null, Successful = null });
        var sqs = inner.AsClient.WithTracing();

        await sqs.SendMessageBatchAsync(QueueUrl, []);
        await sqs.SendMessageBatchAsync(QueueUrl, [null!, new() { MessageAttributes = null }]);

        var sent = Assert.IsType<SendMessageBatchRequest>(inner.Calls[1].Arguments[0]).Entries;
        Assert.Null(sent[0]);
        Assert.Single(sent[1].MessageAttributes);
        Assert.Equal([0, 2], Spans.Ended.Select(span => span.GetTagItem("messaging.batch.message_count")).OfType<int>());
        Assert.Equal(2, Spans.Ended.Count(span => span.OperationName == $"create {QueueName}"));
    }
}
