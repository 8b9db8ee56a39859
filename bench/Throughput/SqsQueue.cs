using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Brokers;

namespace Waybill.Benchmarks.Throughput;

/// <summary>A queue of the emulator, and a client for it.</summary>
internal sealed class SqsQueue : IAsyncDisposable
{
    private readonly SqsEmulator emulator;

    private SqsQueue(SqsEmulator emulator, AmazonSQSClient client, string url)
    {
        this.emulator = emulator;
        Client = client;
        Url = url;
    }

    internal AmazonSQSClient Client { get; }

    internal string Url { get; }

    internal static async Task<SqsQueue> StartAsync()
    {
        var emulator = await SqsEmulator.StartAsync();
        AmazonSQSClient client = new(
            new BasicAWSCredentials("test", "test"), new AmazonSQSConfig { ServiceURL = emulator.ServiceUrl.ToString(), AuthenticationRegion = "us-east-1" });
        var queue = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "speed" });
        return new SqsQueue(emulator, client, queue.QueueUrl);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await emulator.DisposeAsync();
    }
}
