using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Waybill.LocalAgent.Api;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Tests.Support;

/// <summary>An agent in this process, on a free loopback port.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private readonly WebApplication agent;

    private RunningAgent(WebApplication agent)
    {
        this.agent = agent;
        Client = new HttpClient { BaseAddress = new Uri(AgentHost.AddressOf(agent)), Timeout = TimeSpan.FromSeconds(20) };
    }

    public HttpClient Client { get; }

    public static async Task<RunningAgent> StartAsync(AgentOptions? options = null)
    {
        WebApplication agent = AgentHost.Build((options ?? new AgentOptions()) with { Port = 0 });
        await agent.StartAsync();
        return new RunningAgent(agent);
    }

    public Task<HttpResponseMessage> SendAsync(byte[] payload, string method = "POST", string type = "application/msgpack", string path = "/v0.4/traces")
    {
        var content = new ByteArrayContent(payload);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = content });
    }

    public async Task<IReadOnlyList<Trace>> TracesAsync() =>
        (await Client.GetFromJsonAsync("/api/traces", AgentJson.Default.Traces))!;

    public async Task<AgentStatistics> StatisticsAsync() =>
        (await Client.GetFromJsonAsync("/api/statistics", AgentJson.Default.AgentStatistics))!;

    public async Task<(long Payloads, long Malformed, long Spans)> CountsAsync()
    {
        AgentStatistics counts = await StatisticsAsync();
        return (counts.PayloadsReceived, counts.MalformedRequests, counts.SpansReceived);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await agent.DisposeAsync();
    }
}
