using System.Globalization;
using System.Text;

namespace Waybill.Adapters.Sqs.Tests;

public sealed class MessageExtensionsTests(SqsBroker broker) : SqsTest(broker)
{
    [Fact]
    public async Task Continues_the_trace_from_sender_to_the_next_sender()
    {
        using var request = new Activity("POST /orders").Start();
        await Sqs.SendMessageAsync(QueueUrl, "first");
        Activity.Current = null;
        var message = Assert.Single((await Sqs.ReceiveMessageAsync(QueueUrl)).Messages);
        using (var scope = message.StartProcessing(QueueUrl))
        {
            Assert.Same(scope.Activity, Activity.Current);
            await Sqs.SendMessageAsync(QueueUrl, "second");
        }

        Assert.Null(Activity.Current);
        var sends = Spans.Ended.Where(span => span.Kind == ActivityKind.Producer).ToList();
        var process = Span("process");
        Assert.Equal(request.SpanId, sends[0].ParentSpanId);
        Assert.Equal(sends[0].SpanId, process.ParentSpanId);
        Assert.Equal(process.SpanId, sends[1].ParentSpanId);
        Assert.All([.. sends, process], span => Assert.Equal(request.TraceId, span.TraceId));
        Assert.NotEqual(request.TraceId, Span("ReceiveMessage").TraceId);
    }

    [Fact]
    public async Task Tells_message_id_queue_time_and_receive_count()
    {
        await Sqs.SendMessageAsync(QueueUrl, "body");
        await Task.Delay(300);
        var message = Assert.Single((await Sqs.ReceiveMessageAsync(QueueUrl)).Messages);

        message.StartProcessing(QueueUrl).Dispose();

        var process = Span("process");
        Assert.Equal(message.MessageId, process.GetTagItem("messaging.message.id"));
        Assert.InRange(Assert.IsType<double>(process.GetTagItem("message.queue_time_ms")), 250, 10_000);
        Assert.Equal(1L, process.GetTagItem("aws.sqs.message.receive_count"));
        Assert.Equal(QueueName, process.GetTagItem("messaging.destination.name"));
    }

    [Fact]
    public async Task Queue_time_ends_at_the_receipt_however_late_the_processing_begins()
    {
        await Sqs.SendMessageAsync(QueueUrl, "body");
        var response = await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(QueueUrl) { MessageSystemAttributeNames = ["SentTimestamp"] });
        var received = DateTimeOffset.UtcNow;
        var message = Assert.Single(response.Messages);
        await Task.Delay(200);

        message.StartProcessing(QueueUrl).Dispose();

        var sent = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(message.Attributes["SentTimestamp"], CultureInfo.InvariantCulture));
        Assert.InRange((double)Span("process").GetTagItem("message.queue_time_ms")!, 0, Math.Max(0, (received - sent).TotalMilliseconds));
    }

    [Fact]
    public void Stands_to_the_send_span_as_the_relation_says()
    {
        using var outer = new Activity("outer").Start();
        Message message = new() { MessageAttributes = ContextText.Attributes(ContextText.Json) };

        using (var scope = message.StartProcessing(QueueUrl))
        {
            Assert.Equal(ContextText.TraceId, scope.Activity!.TraceId.ToHexString());
            Assert.Equal(ContextText.SpanId, scope.Activity.ParentSpanId.ToHexString());
            Assert.Empty(scope.Activity.Links);
        }

        using (var scope = message.StartProcessing(QueueUrl, MessageRelation.Link))
        {
            Assert.NotEqual(ContextText.TraceId, scope.Activity!.TraceId.ToHexString());
            Assert.NotEqual(outer.TraceId, scope.Activity.TraceId);
            Assert.Equal(ContextText.SpanId, Assert.Single(scope.Activity.Links).Context.SpanId.ToHexString());
        }

        Assert.Same(outer, Activity.Current);
    }

    [Fact]
    public async Task Reads_the_Binary_attribute_that_SNS_delivers()
    {
        await Bare.SendMessageAsync(new SendMessageRequest(QueueUrl, "body")
        {
            MessageAttributes = new()
            {
                ["_datadog"] = new() { DataType = "Binary", BinaryValue = new MemoryStream(Encoding.UTF8.GetBytes(ContextText.Json)) },
            },
        });
        var message = Assert.Single((await Sqs.ReceiveMessageAsync(QueueUrl)).Messages);

        using var scope = message.StartProcessing(QueueUrl);

        Assert.Equal(ContextText.SpanId, scope.Activity!.ParentSpanId.ToHexString());
    }

    [Theory]
    [MemberData(nameof(ContextAttributeTests.Hostile), MemberType = typeof(ContextAttributeTests))]
    public void Processes_a_message_with_a_hostile_context_in_a_new_trace(string json)
    {
        Message message = new() { MessageAttributes = ContextText.Attributes(json) };

        using var scope = message.StartProcessing(QueueUrl);

        Assert.Null(scope.Sender);
        Assert.Equal(default, scope.Activity!.ParentSpanId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("-5")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    public void Takes_hostile_system_attributes_for_missing_ones(string? text)
    {
        Message message = new() { Attributes = new() { ["SentTimestamp"] = text!, ["ApproximateReceiveCount"] = text! } };

        using var scope = message.StartProcessing(QueueUrl);

        Assert.Null(scope.Activity!.GetTagItem("message.queue_time_ms"));
    }

    [Fact]
    public void Counts_a_time_in_the_future_as_none()
    {
        var inAnHour = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        Message message = new() { Attributes = new() { ["SentTimestamp"] = inAnHour } };

        using var scope = message.StartProcessing(QueueUrl);

        Assert.Equal(0d, scope.Activity!.GetTagItem("message.queue_time_ms"));
    }

    [Fact]
    public void Takes_missing_collections()
    {
        using var scope = new Message { Attributes = null, MessageAttributes = null }.StartProcessing("");

        Assert.NotNull(scope.Activity);
    }

    [Fact]
    public void Tells_the_failure_of_the_processing()
    {
        using (var scope = new Message().StartProcessing(QueueUrl))
        {
            scope.SetException(new InvalidOperationException("no such order"));
        }

        Assert.Equal("no such order", Span("process").StatusDescription);
    }

    [Fact]
    public void Needs_a_message_and_a_queue()
    {
        Assert.Throws<ArgumentNullException>(() => ((Message)null!).StartProcessing(QueueUrl));
        Assert.Throws<ArgumentNullException>(() => new Message().StartProcessing(null!));
    }
}
