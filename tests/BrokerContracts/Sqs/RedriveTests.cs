namespace Waybill.Adapters.Sqs.Tests;

/// <summary>A message that fails, goes to the dead-letter queue, and is sent on from there.</summary>
public sealed class RedriveTests(SqsBroker broker) : SqsTest(broker)
{
    [Fact]
    public async Task A_dead_letter_has_a_trace_of_its_own_that_links_to_the_original_and_so_on()
    {
        var deadLetters = (await Bare.CreateQueueAsync(QueueName + "-dead")).QueueUrl;
        await Bare.SetQueueAttributesAsync(QueueUrl, new Dictionary<string, string>
        {
            ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{await ArnAsync(deadLetters)}}","maxReceiveCount":1}""",
            ["VisibilityTimeout"] = "0",
        });
        using StrictSqs strict = new(ServiceUrl);
        strict.DeadLetterSources[deadLetters] = await ArnAsync(QueueUrl);
        using var bare = SqsBroker.ClientOf(strict.Url);
        var sqs = bare.WithTracing();
        await sqs.SendMessageAsync(new SendMessageRequest(QueueUrl, "body") { MessageAttributes = ContextText.Users(1) });
        var first = Assert.Single(await ReceiveAsync(sqs, QueueUrl));
        using (var failing = first.StartProcessing(QueueUrl))
        {
            failing.SetException(new InvalidOperationException("cannot"));
        }

        await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(QueueUrl) { WaitTimeSeconds = 1 }); // the poll that moves it
        var dead = Assert.Single(await ReceiveAsync(sqs, deadLetters));
        Assert.Null(dead.Attributes);
        var response = await sqs.ProcessAsync(
            new ReceiveMessageResponse { Messages = [dead] },
            (message, token) => sqs.SendMessageAsync(
                new SendMessageRequest(QueueUrl, message.Body) { MessageAttributes = message.MessageAttributes }, token));
        Assert.Same(dead, Assert.Single(response.Succeeded));
        var again = Assert.Single(await ReceiveAsync(sqs, QueueUrl));
        again.StartProcessing(QueueUrl).Dispose();

        var sends = Spans.Ended.Where(span => span.DisplayName == $"SendMessage {QueueName}").ToList();
        var processes = Spans.Ended.Where(span => span.Kind == ActivityKind.Consumer).ToList();
        Assert.Equal(sends[0].SpanId, processes[0].ParentSpanId);
        Assert.Null(processes[0].GetTagItem("aws.sqs.dead_letter_queue.source_arn"));
        Assert.Equal($"process {QueueName}-dead", processes[1].DisplayName);
        Assert.Equal((default, sends[0].SpanId), (processes[1].ParentSpanId, Assert.Single(processes[1].Links).Context.SpanId));
        Assert.Equal(await ArnAsync(QueueUrl), processes[1].GetTagItem("aws.sqs.dead_letter_queue.source_arn"));
        Assert.Equal(processes[1].SpanId, sends[1].ParentSpanId);
        Assert.Equal(sends[1].SpanId, processes[2].ParentSpanId);
        Assert.NotEqual(sends[0].TraceId, sends[1].TraceId);
        await Bare.DeleteQueueAsync(deadLetters);
    }

    [Fact]
    public async Task A_message_that_is_sent_on_outside_a_process_span_links_to_the_original_when_its_context_was_asked_for()
    {
        await Sqs.SendMessageAsync(QueueUrl, "body");
        var received = await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(QueueUrl) { MessageAttributeNames = ["All"], WaitTimeSeconds = 1 });

        await Sqs.SendMessageAsync(new SendMessageRequest(QueueUrl, "again") { MessageAttributes = Assert.Single(received.Messages).MessageAttributes });

        var sends = Spans.Ended.Where(span => span.Kind == ActivityKind.Producer).ToList();
        Assert.Equal(sends[0].SpanId, Assert.Single(sends[1].Links).Context.SpanId);
    }

    [Theory]
    [InlineData(null, MessageRelation.Link)]
    [InlineData(MessageRelation.Child, MessageRelation.Child)]
    public void The_argument_goes_before_the_rule_for_dead_letters(MessageRelation? argument, MessageRelation expected)
    {
        Message message = new()
        {
            MessageAttributes = ContextText.Attributes(ContextText.Json),
            Attributes = new() { ["DeadLetterQueueSourceArn"] = "arn:aws:sqs:us-east-1:1:orders" },
        };

        using var scope = message.StartProcessing(QueueUrl, argument);

        Assert.Equal(expected == MessageRelation.Child, scope.Activity!.TraceId.ToHexString() == ContextText.TraceId);
    }
}
