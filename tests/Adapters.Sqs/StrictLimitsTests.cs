using System.Net;

namespace Waybill.Adapters.Sqs.Tests;

/// <summary>Against a service that refuses what SQS refuses: no message of a caller's may be refused because of us.</summary>
public sealed class StrictLimitsTests(SqsBroker broker) : SqsTest(broker), IDisposable
{
    private readonly SkippedInjections skipped = new();
    private StrictSqs strict = null!;
    private AmazonSQSClient bare = null!;

    public void Dispose()
    {
        skipped.Dispose();
        bare?.Dispose();
        strict?.Dispose();
    }

    private IAmazonSQS Connect(SqsTracingOptions? options = null)
    {
        strict = new StrictSqs(ServiceUrl);
        bare = SqsBroker.ClientOf(strict.Url);
        return bare.WithTracing(options);
    }

    [Fact]
    public async Task The_server_refuses_what_is_over_the_limits()
    {
        Connect();
        strict.MaximumMessageSize = 2000;

        await Refused(new(QueueUrl, "body") { MessageAttributes = ContextText.Users(11) });
        await Refused(new(QueueUrl, new string('a', 2001)));
        await Refused(new(QueueUrl, "body") { MessageSystemAttributes = new() { ["AWSTraceHeader"] = new() { DataType = "String", StringValue = "x" } } });

        async Task Refused(SendMessageRequest request) =>
            Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAnyAsync<AmazonSQSException>(() => bare.SendMessageAsync(request))).StatusCode);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public async Task A_message_has_never_more_than_ten_attributes(int users, bool carries)
    {
        await Connect().SendMessageAsync(new SendMessageRequest(QueueUrl, "body") { MessageAttributes = ContextText.Users(users) });

        var message = Assert.Single(await ReceiveBareAsync());
        Assert.Equal(carries, message.MessageAttributes.ContainsKey("_datadog"));
        Assert.Equal(users + (carries ? 1 : 0), message.MessageAttributes.Count);
        Assert.Equal(carries ? [] : ["attribute_limit"], skipped.Reasons);
    }

    [Fact]
    public async Task A_forwarded_message_of_ten_attributes_gets_its_context_replaced()
    {
        var attributes = ContextText.Users(9);
        attributes["_datadog"] = ContextText.Attribute(ContextText.Json);

        await Connect().SendMessageAsync(new SendMessageRequest(QueueUrl, "body") { MessageAttributes = attributes });

        Assert.Equal(
            ContextText.Lower(Span("SendMessage").SpanId.ToHexString()),
            ContextAttribute.Read(Assert.Single(await ReceiveBareAsync()).MessageAttributes)!.SpanId.ToString());
    }

    [Theory]
    [InlineData(1_048_576, 1_048_576)]
    [InlineData(262_144, 262_144)]
    public async Task A_message_is_never_pushed_over_the_queues_limit(int limit, int configured)
    {
        var sqs = Connect(new SqsTracingOptions { MaximumMessageSize = configured });
        strict.MaximumMessageSize = limit;

        foreach (var room in new[] { 0, 1, 100, 5000 })
        {
            await sqs.SendMessageAsync(QueueUrl, new string('a', limit - room));
        }

        Assert.Equal(["size_limit", "size_limit", "size_limit"], skipped.Reasons);
        Assert.Equal(
            ["size_limit", "size_limit", "size_limit", null], Spans.Ended.Select(span => (string?)span.GetTagItem("waybill.injection.skipped")));
        Assert.Equal(1, (await ReceiveBareAsync(4)).Count(message => message.MessageAttributes?.ContainsKey("_datadog") == true));
    }

    [Fact]
    public async Task Of_a_batch_with_very_different_entries_those_carry_a_context_that_have_room()
    {
        var sqs = Connect(new SqsTracingOptions { MaximumMessageSize = 900_000 });
        strict.MaximumMessageSize = 900_000;
        List<SendMessageBatchRequestEntry> entries =
        [
            new("large", new string('a', 900_000)),
            new("ten", "attributes") { MessageAttributes = ContextText.Users(10) },
            new("small", "s"),
            new("empty-map", "e") { MessageAttributes = [] },
            new("wide", new string('€', 40_000)),
            new("last", "l"),
        ];
        entries.Add(new("filler", new string('b', 1_048_576 - 3_000 - (int)entries.Sum(entry => MessageSize.Of(entry.MessageBody, entry.MessageAttributes)))));

        await sqs.SendMessageBatchAsync(QueueUrl, entries);

        var received = await ReceiveBareAsync(7);
        Assert.Equal(
            entries.Where(entry => entry.Id is not ("large" or "ten")).Select(entry => entry.MessageBody).Order(StringComparer.Ordinal),
            received.Where(message => message.MessageAttributes?.ContainsKey("_datadog") == true).Select(message => message.Body).Order(StringComparer.Ordinal));
        Assert.Equal(["size_limit", "attribute_limit"], skipped.Reasons);
        Assert.Equal(
            ["size_limit", "attribute_limit", null, null, null, null, null],
            Spans.Ended.Where(span => span.DisplayName.StartsWith("create ", StringComparison.Ordinal))
                .Select(span => (string?)span.GetTagItem("waybill.injection.skipped")));
        Assert.Equal("size_limit", Span("SendMessageBatch").GetTagItem("waybill.injection.skipped"));
    }

    [Fact]
    public async Task The_X_Ray_header_goes_with_messages_that_have_no_room_and_is_the_last_source_on_receipt()
    {
        var sqs = Connect(new SqsTracingOptions { SendAwsTraceHeader = true });
        await sqs.SendMessageAsync(new SendMessageRequest(QueueUrl, "full") { MessageAttributes = ContextText.Users(10) });
        await sqs.SendMessageBatchAsync(QueueUrl, [new("1", "batch") { MessageAttributes = ContextText.Users(10) }]);

        var messages = await ReceiveAsync(sqs, QueueUrl, 2);

        foreach (var message in messages)
        {
            Assert.Null(message.Attributes);
            using var scope = message.StartProcessing(QueueUrl);
            var sent = message.Body == "full" ? Span("SendMessage") : Span("create");
            Assert.Equal((sent.TraceId, sent.SpanId), (scope.Activity!.TraceId, scope.Activity.ParentSpanId));
        }
    }

    [Fact]
    public async Task The_attribute_goes_before_the_X_Ray_header_and_a_header_of_the_callers_stays()
    {
        const string Callers = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        var sqs = Connect(new SqsTracingOptions { SendAwsTraceHeader = true });
        SendMessageRequest request = new(QueueUrl, "body")
        {
            MessageSystemAttributes = new() { ["AWSTraceHeader"] = new() { DataType = "String", StringValue = Callers } },
        };

        await sqs.SendMessageAsync(request);

        var response = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(QueueUrl) { MessageSystemAttributeNames = ["AWSTraceHeader"], WaitTimeSeconds = 1 });
        var message = Assert.Single(response.Messages);
        Assert.Equal([new("AWSTraceHeader", Callers)], message.Attributes);
        using var scope = message.StartProcessing(QueueUrl);
        Assert.Equal(Span("SendMessage").SpanId, scope.Activity!.ParentSpanId);
    }

    [Fact]
    public async Task Without_the_option_no_X_Ray_header_is_sent()
    {
        var sqs = Connect();
        await sqs.SendMessageAsync(QueueUrl, "body");
        await sqs.SendMessageBatchAsync(QueueUrl, [new("1", "body")]);

        Assert.DoesNotContain(strict.Requests, one => one.Request.ToJsonString().Contains("AWSTraceHeader", StringComparison.Ordinal));
    }
}
