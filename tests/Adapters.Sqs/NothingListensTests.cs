namespace Waybill.Adapters.Sqs.Tests;

/// <summary>What happens in a program without tracer and listener. No other test runs at the same time, so there is none.</summary>
public sealed class NothingListensTests
{
    private const string QueueUrl = "http://127.0.0.1:1/000000000000/quiet";

    private readonly RecordingSqs inner = RecordingSqs.Create();

    private IAmazonSQS Sqs => inner.AsClient.WithTracing();

    [Fact]
    public async Task Requests_go_out_as_they_are_when_there_is_no_trace()
    {
        SendMessageRequest message = new(QueueUrl, "body") { MessageAttributes = ContextText.Attributes(ContextText.Json) };
        SendMessageBatchRequest batch = new(QueueUrl, [new("1", "body")]);

        await Sqs.SendMessageAsync(message);
        await Sqs.SendMessageBatchAsync(batch);

        Assert.Same(message, inner.Calls[0].Arguments[0]);
        Assert.Same(batch, inner.Calls[1].Arguments[0]);
    }

    [Fact]
    public async Task What_is_sent_while_a_message_is_processed_carries_its_context_on()
    {
        Message message = new() { MessageAttributes = ContextText.Attributes(ContextText.Json) };

        using (var scope = message.StartProcessing(QueueUrl))
        {
            Assert.Null(scope.Activity);
            await Sqs.SendMessageAsync(QueueUrl, "body");
            await Sqs.SendMessageBatchAsync(QueueUrl, [new("1", "body")]);
        }

        await Sqs.SendMessageAsync(QueueUrl, "afterwards");

        Assert.Equal(ContextText.SpanId, SpanIdIn(((SendMessageRequest)inner.Calls[0].Arguments[0]!).MessageAttributes));
        Assert.Equal(ContextText.SpanId, SpanIdIn(((SendMessageBatchRequest)inner.Calls[1].Arguments[0]!).Entries[0].MessageAttributes));
        Assert.True(((SendMessageRequest)inner.Calls[2].Arguments[0]!).MessageAttributes is null or { Count: 0 });
    }

    [Fact]
    public async Task What_is_sent_carries_the_current_Activity_whoever_made_it()
    {
        using var current = new Activity("of another library").Start();

        await Sqs.SendMessageAsync(QueueUrl, "body");

        Assert.Equal(current.SpanId.ToHexString(), SpanIdIn(((SendMessageRequest)inner.Calls[0].Arguments[0]!).MessageAttributes));
    }

    [Fact]
    public async Task Receiving_still_asks_for_the_context()
    {
        inner.Answer = (_, _) => Task.FromResult(new ReceiveMessageResponse { Messages = [new()] });

        Assert.Single((await Sqs.ReceiveMessageAsync(QueueUrl)).Messages);

        Assert.Equal(["_datadog", "traceparent", "tracestate", "baggage"], ((ReceiveMessageRequest)inner.Calls[0].Arguments[0]!).MessageAttributeNames);
    }

    private static string SpanIdIn(Dictionary<string, MessageAttributeValue> attributes) =>
        ContextAttribute.Read(attributes)!.SpanId.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
