namespace Waybill.Interop.Tests;

/// <summary>Datadog's tracer for Node and OpenTelemetry's SDK against our local agent, both as they come.</summary>
public sealed class LocalAgentTests
{
    private static readonly string[] Said = ["DATADOG TRACER CONFIGURATION - ", "DATADOG TRACER INTEGRATIONS LOADED - ", "{\"control\":"];

    [Fact]
    public async Task Node_runs_against_it_without_a_warning_and_shares_a_trace_with_OpenTelemetry()
    {
        var missing = NodePrograms.Missing();
        Assert.SkipWhen(missing is not null, missing ?? "");
        await using var agent = await WatchedLocalAgent.StartAsync();

        // By default the tracer keeps its warnings to itself, even when there is no agent at all.
        await using var datadog = await NodePeer.StartAsync("datadog", "node", new Dictionary<string, string?>
        {
            ["DD_TRACE_AGENT_URL"] = agent.Address,
            ["DD_TRACE_DEBUG"] = "true",
            ["DD_TRACE_LOG_LEVEL"] = "warn",
            ["DD_TRACE_STARTUP_LOGS"] = "true",
        });
        await using var openTelemetry = await NodePeer.StartAsync("opentelemetry", "otel", new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = agent.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        var way = Itinerary.To(openTelemetry.Hop("http"), datadog.Hop("http"));
        await datadog.SendAsync(way);

        var traceId = (string)(await datadog.ReceivedAsync(way.Message))["context"]!["traceId"]!;
        var line = await LineAsync(agent, traceId, way.Message);
        Assert.Equal("node:node.work < node:web.request < otel:http.client.request < otel:internal < otel:http.server.request < node:http.request < node:node.root", line);

        foreach (var path in (string[])["/v0.4/traces", "/v1/traces", "/v0.7/config", "/telemetry/proxy/", "/dogstatsd/v2/proxy"])
        {
            await Wait.ForAsync(
                () => agent.Answers.Any(answer => answer.Path.StartsWith(path, StringComparison.Ordinal)) ? path : null,
                () => $"Nobody asked for {path}, only for: {string.Join(", ", agent.Answers)}");
        }

        Assert.All(agent.Answers, answer => Assert.True(answer.Status is 200 or 202, $"{answer}"));
        Assert.DoesNotContain(datadog.Output.Split('\n'), printed => !Said.Any(start => printed.StartsWith(start, StringComparison.Ordinal)));
        Assert.Single(openTelemetry.Output.Split('\n'));
    }

    /// <summary>From the span that works on the message at the end of its way to the root: <c>service:name &lt; …</c>; all that came within 30 seconds.</summary>
    private static async Task<string> LineAsync(WatchedLocalAgent agent, string traceId, string message)
    {
        List<string> line = [];
        for (var attempt = 0; attempt < 300 && line.LastOrDefault() != "node:node.root"; attempt++)
        {
            await Task.Delay(100);
            var spans = (await agent.TraceAsync(traceId))?.Spans ?? [];
            line.Clear();
            for (var span = spans.SingleOrDefault(span => span is { Service: "node", Name: "node.work" } && span.Meta["message"] == message);
                span is not null && line.Count < spans.Count;
                span = spans.SingleOrDefault(parent => parent.SpanId == span.ParentId))
            {
                line.Add($"{span.Service}:{span.Name}");
            }
        }

        return string.Join(" < ", line);
    }
}
