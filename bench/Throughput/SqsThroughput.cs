using System.Diagnostics;
using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Adapters.Sqs;
using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks.Throughput;

/// <summary>Sends messages of 100 bytes one by one, several calls at once; the emulator is slow, so that a few thousand must do.</summary>
internal sealed class SqsThroughput(string queueUrl, int messages)
{
    private const string Bare = "bare";
    private const int Callers = 8;

    private static readonly string Body = new('x', 100);

    private readonly Latencies latencies = new(messages);

    internal static async Task<ResultTable> RunAsync(int rounds, int messages)
    {
        await using var queue = await SqsQueue.StartAsync();
        using AgentSink agent = new();
        SqsThroughput run = new(queue.Url, messages);
        var traced = queue.Client.WithTracing();
        return await LoadTable.MeasureAsync(
            "sqs-send",
            "SQS, 8 callers of SendMessage, until the answer",
            rounds,
            new LoadVariant(Bare, () => MeasureAsync(queue.Client)),
            new LoadVariant("traced, default styles", () => TracedLoad.MeasureAsync(agent, TracedLoad.Default, () => MeasureAsync(traced)), Bare),
            new LoadVariant("traced, tracecontext", () => TracedLoad.MeasureAsync(agent, TracedLoad.TraceContext, () => MeasureAsync(traced)), Bare));

        async Task<LoadFigures> MeasureAsync(IAmazonSQS client)
        {
            var figures = await run.MeasureAsync(client);
            await queue.Client.PurgeQueueAsync(new PurgeQueueRequest { QueueUrl = queue.Url });
            return figures;
        }
    }

    private async Task<LoadFigures> MeasureAsync(IAmazonSQS client)
    {
        latencies.Clear();
        var clock = LoadClock.Start();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => SendAsync(client))));
        return clock.Stop(messages, latencies);
    }

    private async Task SendAsync(IAmazonSQS client)
    {
        for (var i = 0; i < messages / Callers; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await client.SendMessageAsync(new SendMessageRequest { QueueUrl = queueUrl, MessageBody = Body });
            latencies.Add(started);
        }
    }
}
