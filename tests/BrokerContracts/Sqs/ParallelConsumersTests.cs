using System.Collections.Concurrent;

namespace Waybill.Adapters.Sqs.Tests;

public sealed class ParallelConsumersTests(SqsBroker broker) : SqsTest(broker)
{
    private const int Messages = 1000;
    private const int Consumers = 8;

    [Fact]
    public async Task A_thousand_messages_through_eight_consumers_each_stay_in_their_own_trace()
    {
        ConcurrentDictionary<string, ActivityTraceId> sent = new();
        await Parallel.ForAsync(0, Messages / 10, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (batch, token) =>
        {
            List<SendMessageBatchRequestEntry> entries = [];
            for (var i = 0; i < 10; i++)
            {
                entries.Add(new($"{i}", $"{batch}-{i}"));
            }

            // Each message from a trace of its own: create spans of one batch share the batch's parent, so the half goes one by one.
            if (batch % 2 == 0)
            {
                await Sqs.SendMessageBatchAsync(QueueUrl, entries, token);
                return;
            }

            foreach (var entry in entries)
            {
                using var request = new Activity("request").Start();
                sent[entry.MessageBody] = request.TraceId;
                await Sqs.SendMessageAsync(QueueUrl, entry.MessageBody, token);
            }
        });
        foreach (var create in Spans.Ended.Where(span => span.DisplayName == $"create {QueueName}"))
        {
            sent[(string)create.GetTagItem("messaging.message.id")!] = create.TraceId;
        }

        ConcurrentDictionary<string, ActivityTraceId> processed = new();
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(3));
        await Task.WhenAll(Enumerable.Range(0, Consumers).Select(_ => Task.Run(async () =>
        {
            while (processed.Count < Messages && !deadline.IsCancellationRequested)
            {
                var response = await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(QueueUrl) { MaxNumberOfMessages = 10, WaitTimeSeconds = 1 });
                var result = await Sqs.ProcessAsync(
                    response,
                    async (message, _) =>
                    {
                        var trace = Activity.Current!.TraceId;
                        await Task.Yield();
                        using var inside = new Activity("inside").Start();
                        Assert.Equal(trace, inside.TraceId);
                        Assert.True(processed.TryAdd(sent.ContainsKey(message.Body) ? message.Body : message.MessageId, trace));
                    },
                    new SqsProcessingOptions { MaxParallelism = 4 });
                Assert.Empty(result.Failed);
                Assert.Null(Activity.Current);
            }
        })));

        Assert.Equal(Messages, processed.Count);
        Assert.Equal(sent.OrderBy(one => one.Key, StringComparer.Ordinal), processed.OrderBy(one => one.Key, StringComparer.Ordinal));
        Assert.Equal(Messages, processed.Values.Distinct().Count());
        var receives = Spans.Ended.Where(span => span.DisplayName == $"ReceiveMessage {QueueName}").ToList();
        Assert.Equal(Messages, receives.Sum(span => span.Links.Count()));
        Assert.Empty(await ReceiveAsync(Sqs, QueueUrl, 0));
    }
}
