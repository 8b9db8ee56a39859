using System.Net.Http.Json;
using Waybill.LocalAgent.Api;
using Waybill.LocalAgent.Insight;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Insight;

public sealed class InsightTests
{
    [Fact]
    public async Task The_map_goes_through_the_topic_and_counts_a_message_once()
    {
        await using RunningAgent agent = await FilledAsync();
        ServiceMap map = (await agent.Client.GetFromJsonAsync("/api/map", AgentJson.Default.ServiceMap))!;
        Assert.Equal(["kafka orders", "service mail", "service shop"], map.Nodes.Select(node => node.Id).Order());
        MapEdge taken = Assert.Single(map.Edges, edge => edge.From == "kafka orders");
        Assert.Equal(("service mail", 1, 40.0), (taken.To, taken.Count, taken.QueueTime));
        Assert.Equal(2, map.Edges.Count);
    }

    [Fact]
    public async Task Services_count_requests_and_not_all_spans()
    {
        await using RunningAgent agent = await FilledAsync();
        IReadOnlyList<ServiceFigures> services = (await agent.Client.GetFromJsonAsync("/api/services", AgentJson.Default.Services))!;
        ServiceFigures mail = services.Single(service => service.Service == "mail");
        Assert.Equal((1, 1, 2, 9_000_000), (mail.Requests, mail.Errors, mail.Spans, mail.P50));
        IReadOnlyList<ServiceFigures> resources = (await agent.Client.GetFromJsonAsync("/api/resources?service=mail", AgentJson.Default.Services))!;
        Assert.Equal(["kafka.process", "kafka.receive"], resources.Select(resource => resource.Name).Order());
    }

    [Theory]
    [InlineData("q=ORDERS", 1)]
    [InlineData("q=order.id:A-17", 1)]
    [InlineData("q=order.id:A-17+nowhere", 0)]
    [InlineData("q=00000000000000000000000000000001", 1)]
    [InlineData("q=value:A-17", 0)]
    [InlineData("errors=true", 1)]
    [InlineData("service=mail", 1)]
    [InlineData("service=ma", 0)]
    [InlineData("broker=kafka&destination=orders", 1)]
    [InlineData("minMs=1000", 0)]
    public async Task A_search_finds_what_matches_in_every_word_and_filter(string query, int expected)
    {
        await using RunningAgent agent = await FilledAsync();
        SearchResult found = (await agent.Client.GetFromJsonAsync($"/api/search?{query}", AgentJson.Default.SearchResult))!;
        Assert.Equal(expected, found.Traces.Count);
    }

    [Fact]
    public async Task Pages_of_a_search_follow_one_another()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        await agent.SendAsync(Wire.Array([.. Enumerable.Range(1, 5).Select(i => Wire.Array(Wire.Span((ulong)i, 1)))]));
        SearchResult first = (await agent.Client.GetFromJsonAsync("/api/search?limit=3", AgentJson.Default.SearchResult))!;
        SearchResult second = (await agent.Client.GetFromJsonAsync($"/api/search?limit=3&before={first.Next}", AgentJson.Default.SearchResult))!;
        Assert.Equal([5L, 4, 3], first.Traces.Select(trace => trace.Arrival));
        Assert.Equal([2L, 1], second.Traces.Select(trace => trace.Arrival));
        Assert.Equal(0, second.Next);
    }

    [Fact]
    public async Task Changes_are_pushed()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        using Stream stream = await agent.Client.GetStreamAsync("/api/events");
        using StreamReader reader = new(stream);
        Assert.Equal("event: change", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)));
        await agent.SendAsync(Wire.Array(Wire.Array(Wire.Span(1, 1))));
        string? line = "";
        for (int i = 0; i < 20 && line?.Contains("\"spansReceived\":1", StringComparison.Ordinal) != true; i++)
        {
            line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }

        Assert.Contains("\"spansReceived\":1", line!, StringComparison.Ordinal);
    }

    private static async Task<RunningAgent> FilledAsync()
    {
        RunningAgent agent = await RunningAgent.StartAsync();
        await agent.SendAsync(Wire.Array(Wire.Array(
            Span(1, 0, "shop", "kafka.produce", "send", 1, isFailed: false),
            Span(2, 1, "mail", "kafka.receive", "receive", 1, isFailed: false),
            Span(3, 1, "mail", "kafka.process", "process", 9, isFailed: true))));
        return agent;
    }

    private static byte[] Span(ulong id, ulong parent, string service, string name, string operation, ulong milliseconds, bool isFailed) => Wire.Span(
        1,
        id,
        ("parent_id", Wire.Uint(parent)),
        ("service", Wire.Text(service)),
        ("name", Wire.Text(name)),
        ("duration", Wire.Uint(milliseconds * 1_000_000)),
        ("error", [isFailed ? (byte)1 : (byte)0]),
        ("meta", Wire.Map(
            ("messaging.system", Wire.Text("kafka")), ("messaging.destination.name", Wire.Text("orders")),
            ("messaging.operation.type", Wire.Text(operation)), ("order.id", Wire.Text("A-17")))),
        ("metrics", operation == "send" ? Wire.Nil : Wire.Map(("message.queue_time_ms", Wire.Float(40)))));
}
