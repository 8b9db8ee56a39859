using System.Collections.Concurrent;

namespace Waybill.Adapters.Sqs.Tests;

public sealed class ProcessAsyncTests(SqsBroker broker) : SqsTest(broker)
{
    [Fact]
    public async Task Gives_each_message_its_span_and_deletes_what_went_well()
    {
        await Sqs.SendMessageBatchAsync(QueueUrl, [new("1", "good"), new("2", "bad"), new("3", "good too")]);
        var response = new ReceiveMessageResponse { Messages = await ReceiveAsync(Sqs, QueueUrl, 3) };
        InvalidOperationException error = new("no such order");

        var result = await Sqs.ProcessAsync(response, async (message, _) =>
        {
            await Task.Yield();
            Assert.Equal($"process {QueueName}", Activity.Current!.DisplayName);
            if (message.Body == "bad")
            {
                throw error;
            }
        });

        Assert.Equal(["good", "good too"], result.Succeeded.Select(message => message.Body).Order(StringComparer.Ordinal));
        var failure = Assert.Single(result.Failed);
        Assert.Equal(("bad", error), (failure.Message.Body, failure.Exception));
        Assert.Empty(result.Skipped);
        var processes = Spans.Ended.Where(span => span.Kind == ActivityKind.Consumer).ToList();
        var creates = Spans.Ended.Where(span => span.DisplayName == $"create {QueueName}").Select(span => span.SpanId.ToHexString());
        Assert.Equal(creates.Order(StringComparer.Ordinal), processes.Select(span => span.ParentSpanId.ToHexString()).Order(StringComparer.Ordinal));
        Assert.Equal("no such order", Assert.Single(processes, span => span.Status == ActivityStatusCode.Error).StatusDescription);
        await Bare.ChangeMessageVisibilityAsync(QueueUrl, failure.Message.ReceiptHandle, 0);
        Assert.Equal("bad", Assert.Single(await ReceiveBareAsync()).Body);
    }

    [Fact]
    public async Task Runs_as_many_at_once_as_the_options_say()
    {
        var messages = Enumerable.Range(0, 8).Select(i => new Message { MessageId = $"{i}", Body = "body" }).ToList();
        var (running, most) = (0, 0);
        using Barrier allThree = new(3);

        await Sqs.ProcessAsync(
            new ReceiveMessageResponse { Messages = messages[..3] },
            (_, token) => Task.Run(() => Assert.True(allThree.SignalAndWait(TimeSpan.FromSeconds(30), token)), token),
            new SqsProcessingOptions { QueueUrl = QueueUrl, MaxParallelism = 3, DeleteOnSuccess = false });
        await Sqs.ProcessAsync(
            new ReceiveMessageResponse { Messages = messages },
            async (_, token) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Delay(5, token);
                Interlocked.Decrement(ref running);
            },
            new SqsProcessingOptions { QueueUrl = QueueUrl, DeleteOnSuccess = false });

        Assert.Equal(1, most);
        Assert.Equal(11, Spans.Ended.Count(span => span.Kind == ActivityKind.Consumer));
    }

    [Fact]
    public async Task Keeps_the_order_of_a_message_group_and_stops_it_at_a_failure()
    {
        const string Fifo = "http://127.0.0.1:1/000000000000/orders.fifo";
        var response = new ReceiveMessageResponse
        {
            Messages = [.. Enumerable.Range(0, 9).Select(i => new Message { Body = $"{i}", Attributes = new() { ["MessageGroupId"] = $"group{i % 3}" } })],
        };
        ConcurrentQueue<int> order = [];

        var result = await RecordingSqs.Create().AsClient.ProcessAsync(
            response,
            (message, _) =>
            {
                order.Enqueue(int.Parse(message.Body, System.Globalization.CultureInfo.InvariantCulture));
                return message.Body == "4" ? throw new InvalidOperationException("4") : Task.CompletedTask;
            },
            new SqsProcessingOptions { QueueUrl = Fifo, MaxParallelism = 3 });

        Assert.Equal(8, order.Count);
        Assert.All(order.GroupBy(i => i % 3), group => Assert.Equal(group.Order(), group));
        Assert.Equal("4", Assert.Single(result.Failed).Message.Body);
        Assert.Equal("7", Assert.Single(result.Skipped).Body);
        Assert.Equal(7, result.Succeeded.Count);
        Assert.Equal(
            ["group0", "group1", "group2"],
            Spans.Ended.Where(span => span.Kind == ActivityKind.Consumer).Select(span => (string)span.GetTagItem("aws.sqs.message.group_id")!).Distinct().Order());
    }

    [Fact]
    public async Task Takes_messages_of_a_FIFO_queue_without_a_group_one_after_the_other()
    {
        var messages = Enumerable.Range(0, 5).Select(i => new Message { Body = $"{i}" }).ToList();
        ConcurrentQueue<string> order = [];

        await RecordingSqs.Create().AsClient.ProcessAsync(
            new ReceiveMessageResponse { Messages = messages },
            async (message, token) =>
            {
                await Task.Delay(5 - (message.Body[0] - '0'), token);
                order.Enqueue(message.Body);
            },
            new SqsProcessingOptions { QueueUrl = "http://127.0.0.1:1/000000000000/orders.fifo", MaxParallelism = 5 });

        Assert.Equal(["0", "1", "2", "3", "4"], order);
    }

    [Fact]
    public async Task A_failed_deletion_is_the_messages_failure()
    {
        var inner = RecordingSqs.Create();
        AmazonSQSException error = new("expired");
        inner.Answer = (_, _) => Task.FromException<DeleteMessageResponse>(error);

        var result = await inner.AsClient.ProcessAsync(
            new ReceiveMessageResponse { Messages = [null!, new Message()] }, (_, _) => Task.CompletedTask, new SqsProcessingOptions { QueueUrl = QueueUrl });

        Assert.Same(error, Assert.Single(result.Failed).Exception);
        Assert.Equal("expired", Span("process").StatusDescription);
    }

    [Fact]
    public async Task Begins_no_message_after_the_token_and_deletes_what_was_done()
    {
        using CancellationTokenSource stop = new();
        var inner = RecordingSqs.Create();
        var begun = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => inner.AsClient.ProcessAsync(
            new ReceiveMessageResponse { Messages = [new Message(), new Message()] },
            (_, token) =>
            {
                begun++;
                stop.Cancel();
                Assert.True(token.IsCancellationRequested);
                return Task.CompletedTask;
            },
            new SqsProcessingOptions { QueueUrl = QueueUrl },
            stop.Token));

        Assert.Equal(1, begun);
        Assert.Equal("DeleteMessageAsync", Assert.Single(inner.Calls).Method.Name);
    }

    [Fact]
    public async Task Needs_a_queue_and_its_arguments()
    {
        static Task Nothing(Message message, CancellationToken token) => throw new InvalidOperationException("was begun");

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => Sqs.ProcessAsync(new ReceiveMessageResponse { Messages = [new Message { MessageId = "m1" }] }, Nothing));
        Assert.Contains("m1", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>(() => ((IAmazonSQS)null!).ProcessAsync(new ReceiveMessageResponse(), Nothing));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Sqs.ProcessAsync(null!, Nothing));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Sqs.ProcessAsync(new ReceiveMessageResponse(), null!));
        Assert.Empty((await Sqs.ProcessAsync(new ReceiveMessageResponse { Messages = null }, Nothing)).Failed);
    }
}
