using System.Diagnostics;
using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Adapters.Sqs;
using Waybill.Benchmarks.Micro;
using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks.Throughput;

/// <summary>Receives messages that carry a context, ten a call, processes and deletes them. A caller's time is that of ten messages.</summary>
internal sealed class SqsConsumption(SqsQueue queue, int messages)
{
    private const string Bare = "bare";
    private const int Batch = 10;

    private static readonly string Context =
        "{" + string.Join(',', Sample.Names.Zip(Sample.Values, (name, value) => $"\"{name}\":\"{System.Text.Encoding.ASCII.GetString(value)}\"")) + "}";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly Latencies latencies = new(messages);

    internal static async Task<ResultTable> RunAsync(int rounds, int messages)
    {
        await using var queue = await SqsQueue.StartAsync();
        using AgentSink agent = new();
        SqsConsumption run = new(queue, messages);
        return await LoadTable.MeasureAsync(
            "sqs-receive",
            "SQS, one consumer, ten messages received, processed and deleted",
            rounds,
            new LoadVariant(Bare, () => run.MeasureAsync(queue.Client, process: false)),
            new LoadVariant("traced, receive and process spans", () => TracedLoad.MeasureAsync(
                agent, TracedLoad.Default, () => run.MeasureAsync(queue.Client.WithTracing(), process: true)), Bare));
    }

    private async Task<LoadFigures> MeasureAsync(IAmazonSQS client, bool process)
    {
        await FillAsync();
        latencies.Clear();
        var clock = LoadClock.Start();
        var waited = Stopwatch.StartNew();
        for (var received = 0; received < messages;)
        {
            var started = Stopwatch.GetTimestamp();
            var response = await client.ReceiveMessageAsync(new ReceiveMessageRequest
            {
                QueueUrl = queue.Url, MaxNumberOfMessages = Batch, MessageAttributeNames = ["_datadog"],
            });
            var taken = response.Messages ?? [];
            foreach (var message in process ? taken : [])
            {
                using var scope = message.StartProcessing(queue.Url);
            }

            if (taken.Count > 0)
            {
                await client.DeleteMessageBatchAsync(new DeleteMessageBatchRequest
                {
                    QueueUrl = queue.Url,
                    Entries = [.. taken.Select(message => new DeleteMessageBatchRequestEntry { Id = message.MessageId, ReceiptHandle = message.ReceiptHandle })],
                });
                latencies.Add(started);
            }

            received += taken.Count;
            if (waited.Elapsed > Deadline)
            {
                throw new TimeoutException($"{received} of {messages} messages came within {Deadline.TotalSeconds} s.");
            }
        }

        return clock.Stop(messages, latencies);
    }

    private async Task FillAsync()
    {
        for (var sent = 0; sent < messages; sent += Batch)
        {
            await queue.Client.SendMessageBatchAsync(new SendMessageBatchRequest
            {
                QueueUrl = queue.Url,
                Entries = [.. Enumerable.Range(0, Batch).Select(index => new SendMessageBatchRequestEntry
                {
                    Id = $"m{index}",
                    MessageBody = new string('x', 100),
                    MessageAttributes = new() { ["_datadog"] = new() { DataType = "String", StringValue = Context } },
                })],
            });
        }
    }
}
