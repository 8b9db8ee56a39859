namespace Waybill.Adapters.Sqs.Tests;

public sealed class FifoTests(SqsBroker broker) : SqsTest(broker)
{
    [Fact]
    public async Task Order_groups_and_deduplication_are_as_without_tracing()
    {
        var fifo = (await Bare.CreateQueueAsync(new CreateQueueRequest(QueueName + ".fifo")
        {
            Attributes = new() { ["FifoQueue"] = "true", ["ContentBasedDeduplication"] = "true" },
        })).QueueUrl;
        SendMessageRequest first = new(fifo, "one") { MessageGroupId = "a" };
        await Sqs.SendMessageAsync(first);
        await Sqs.SendMessageAsync(first); // another span, the same content
        await Sqs.SendMessageBatchAsync(fifo, [new("1", "two") { MessageGroupId = "a", MessageDeduplicationId = "d" }, new("2", "three") { MessageGroupId = "b" }]);

        List<string> bodies = [];
        for (var attempt = 0; attempt < 10 && bodies.Count < 3; attempt++)
        {
            var response = await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(fifo) { MaxNumberOfMessages = 10, WaitTimeSeconds = 1 });
            Assert.All(response.Messages ?? [], message => Assert.Null(message.Attributes));
            var result = await Sqs.ProcessAsync(response, (_, _) => Task.CompletedTask, new SqsProcessingOptions { MaxParallelism = 4 });
            bodies.AddRange(result.Succeeded.Select(message => message.Body));
        }

        Assert.Equal(["one", "three", "two"], bodies.Order(StringComparer.Ordinal));
        Assert.True(bodies.IndexOf("one") < bodies.IndexOf("two"));
        var processes = Spans.Ended.Where(span => span.Kind == ActivityKind.Consumer).ToList();
        Assert.Equal(["a", "a", "b"], processes.Select(span => (string)span.GetTagItem("aws.sqs.message.group_id")!).Order(StringComparer.Ordinal));
        Assert.All(processes, process => Assert.Contains(
            Spans.Ended, span => span.Kind == ActivityKind.Producer && span.SpanId == process.ParentSpanId && span.TraceId == process.TraceId));
        Assert.Equal($"process {QueueName}.fifo", processes[0].DisplayName);
        await Bare.DeleteQueueAsync(fifo);
    }
}
