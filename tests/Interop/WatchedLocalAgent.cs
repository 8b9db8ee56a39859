using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Waybill.LocalAgent;
using Waybill.LocalAgent.Api;
using Waybill.LocalAgent.Model;

namespace Waybill.Interop.Tests;

/// <summary>The local agent, on a free loopback port, and what it answered to whom.</summary>
internal sealed class WatchedLocalAgent : IAsyncDisposable
{
    private readonly WebApplication agent;
    private readonly HttpClient client;
    private readonly ConcurrentQueue<(string Path, int Status)> answers = new();

    private WatchedLocalAgent()
    {
        agent = AgentHost.Build(new AgentOptions { Port = 0 });
        agent.Use(async (context, next) =>
        {
            await next(context);
            answers.Enqueue((context.Request.Path, context.Response.StatusCode));
        });
        client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
    }

    internal string Address { get; private set; } = "";

    /// <summary>Every request so far, in the order of the answers.</summary>
    internal IReadOnlyList<(string Path, int Status)> Answers => [.. answers];

    internal static async Task<WatchedLocalAgent> StartAsync()
    {
        WatchedLocalAgent watched = new();
        await watched.agent.StartAsync();
        watched.Address = AgentHost.AddressOf(watched.agent);
        return watched;
    }

    /// <summary>The trace, by <c>/api/traces/{id}</c>; null while nothing of it is there.</summary>
    internal async Task<Trace?> TraceAsync(string traceId)
    {
        using var response = await client.GetAsync($"{Address}/api/traces/{traceId}");
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync(AgentJson.Default.Trace) : null;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await agent.DisposeAsync();
    }
}
