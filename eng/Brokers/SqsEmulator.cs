using System.Net;

namespace Waybill.Brokers;

/// <summary>The npm package fauxqs on loopback: SQS and SNS, in memory. It does not enforce SQS's limit of 10 message attributes.</summary>
public sealed class SqsEmulator : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(2);

    private readonly ChildProcess node;

    private SqsEmulator(ChildProcess node, Uri serviceUrl)
    {
        this.node = node;
        ServiceUrl = serviceUrl;
    }

    /// <summary>For SQS and SNS; any region and any credentials will do.</summary>
    public Uri ServiceUrl { get; }

    /// <exception cref="BrokerUnavailableException">Node or the installed npm packages are missing.</exception>
    public static async Task<SqsEmulator> StartAsync(CancellationToken cancellationToken = default)
    {
        var folder = FauxqsFolder.Find();
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var node = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = "node",
            Arguments = ["server.mjs"],
            WorkingDirectory = folder,
            OnOutput = line => _ = Uri.TryCreate(line, UriKind.Absolute, out var uri) && address.TrySetResult(uri),
        });
        try
        {
            using var http = new HttpClient();
            await Readiness.WaitAsync(
                "fauxqs",
                node,
                StartDeadline,
                async token => address.Task.IsCompletedSuccessfully && await AnswersAsync(http, await address.Task, token),
                cancellationToken);
            return new SqsEmulator(node, await address.Task);
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await node.StopAsync(StopDeadline);

    private static async Task<bool> AnswersAsync(HttpClient http, Uri serviceUrl, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, serviceUrl);
        request.Headers.Add("X-Amz-Target", "AmazonSQS.ListQueues");
        request.Content = new StringContent("{}");
        request.Content.Headers.ContentType = new("application/x-amz-json-1.0");
        using var response = await http.SendAsync(request, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK;
    }
}
