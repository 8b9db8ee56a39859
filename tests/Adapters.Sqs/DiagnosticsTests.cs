using Waybill.Support;

namespace Waybill.Adapters.Sqs.Tests;

/// <summary>What <c>WAYBILL_DIAGNOSTICS=1</c> tells of messages in a real queue.</summary>
public sealed class DiagnosticsTests(SqsBroker broker) : SqsTest(broker)
{
    [Fact]
    public async Task A_message_is_told_when_it_is_sent_and_received()
    {
        using ContextLines lines = new();
        await Sqs.SendMessageAsync(QueueUrl, "secret");
        _ = await ReceiveAsync(Sqs, QueueUrl);

        var send = Span("SendMessage");
        var context = $"trace {send.TraceId}, span {send.SpanId}, priority 1";
        Assert.Equal(
            [
                $"inject aws_sqs SendMessage {QueueName}: wrote datadog, tracecontext; {context}",
                $"extract aws_sqs ReceiveMessage {QueueName}: datadog counts: {context}; tracecontext has the same trace",
            ],
            lines.All);
    }

    [Fact]
    public async Task It_tells_why_a_trace_ends_at_the_queue()
    {
        using ContextLines lines = new();
        await Sqs.SendMessageAsync(new SendMessageRequest(QueueUrl, "ten") { MessageAttributes = ContextText.Users(10) });
        await Bare.SendMessageAsync(QueueUrl, "none");
        await Bare.SendMessageAsync(new SendMessageRequest(QueueUrl, "broken") { MessageAttributes = ContextText.Attributes("{") });
        _ = await ReceiveAsync(Sqs, QueueUrl, 3);
        new Message { Body = "asked for no attributes" }.StartProcessing(QueueUrl).Dispose(); // the emulator gives all to whoever asks for none, SQS nothing

        Assert.Single(lines.Of($"inject aws_sqs SendMessage {QueueName}: the message goes out without its context: attribute_limit"));
        const string Nothing = "no context: no attribute _datadog or traceparent came with the message, no envelope of SNS or EventBridge, no AWSTraceHeader.";
        Assert.Equal(2, lines.Of($"extract aws_sqs ReceiveMessage {QueueName}: {Nothing}").Count);
        Assert.Single(lines.Of($"extract aws_sqs ReceiveMessage {QueueName}: no context: the attribute _datadog holds no JSON object with a sound one"));
        Assert.Single(lines.Of($"extract aws_sqs process {QueueName}: {Nothing}"));
    }
}
