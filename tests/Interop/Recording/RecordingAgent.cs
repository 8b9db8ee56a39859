using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Waybill.LocalAgent;
using Waybill.LocalAgent.Api;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Storage;

namespace Waybill.Interop.Tests.Recording;

/// <summary>The local agent, with an endpoint for OTLP/HTTP in JSON beside Datadog's.</summary>
internal sealed class RecordingAgent : IAsyncDisposable
{
    /// <summary>Where Datadog's tracer for Node puts the links of a span, as JSON.</summary>
    private const string LinksTag = "_dd.span_links";

    /// <summary>Not the agent's own path, which takes protobuf and gives spans Datadog's names.</summary>
    private const string OtlpPath = "/otlp";

    private readonly WebApplication app;
    private readonly ConditionalWeakTable<StoredSpan, RecordedSpan> read = [];
    private readonly TraceStore store;
    private readonly ConcurrentQueue<RecordedSpan> otlp = new();

    private RecordingAgent(WebApplication app)
    {
        this.app = app;
        store = app.Services.GetRequiredService<TraceStore>();
        app.MapPost(OtlpPath + "/v1/traces", TakeAsync);
    }

    internal string Address => AgentHost.AddressOf(app);

    internal string OtlpAddress => Address.TrimEnd('/') + OtlpPath;

    internal static async Task<RecordingAgent> StartAsync()
    {
        RecordingAgent agent = new(AgentHost.Build(new AgentOptions { Port = 0, Store = new StoreLimits { MaxTraces = 10_000 } }));
        await agent.app.StartAsync();
        return agent;
    }

    internal IReadOnlyList<RecordedSpan> Spans => [.. store.All().SelectMany(trace => trace.Spans.Select(span => read.GetValue(span, Convert) with { TraceId = trace.TraceId })), .. otlp];

    /// <summary>Waits for the one span of that name that a service made for a message.</summary>
    internal Task<RecordedSpan> SpanAsync(string service, string name, string message) => Wait.ForAsync(
        () => Spans.SingleOrDefault(span => span.Service == service && span.Name == name && span.Tags.GetValueOrDefault("message") == message),
        () => $"The agent got no span {service}:{name} of {message}. Services: {string.Join(", ", Spans.Select(span => span.Service).Distinct())}");

    /// <summary>The span, its parent and so on, each by the exact id. Waits for those that are still on their way.</summary>
    /// <param name="span">The last of the line.</param>
    /// <param name="until">The parent of the first: none by default.</param>
    internal async Task<IReadOnlyList<RecordedSpan>> AncestryAsync(RecordedSpan span, string until = RecordedSpan.NoParent)
    {
        List<RecordedSpan> line = [span];
        while (line[^1].ParentId != until)
        {
            line.Add(await Wait.ForAsync(
                () => Spans.SingleOrDefault(parent => parent.SpanId == line[^1].ParentId),
                () => $"The agent got no span {line[^1].ParentId}, which is the parent of {string.Join(" < ", line)}."));
        }

        return line;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static RecordedSpan Convert(StoredSpan stored) => Convert(JsonSerializer.Deserialize(stored.Json, AgentJson.Default.TraceSpan)!);

    private static RecordedSpan Convert(TraceSpan span) => new()
    {
        TraceId = "", // all of it may be known only when more of the trace has come
        SpanId = Hex(span.SpanId),
        ParentId = Hex(span.ParentId),
        Service = span.Service,
        Name = span.Name,
        Tags = span.Meta,
        Metrics = span.Metrics,
        Links = span.Meta.TryGetValue(LinksTag, out var links)
            ? [.. JsonNode.Parse(links)!.AsArray().Select(link => ((string)link!["trace_id"]!, (string)link["span_id"]!))]
            : [.. span.Links.Select(link => (link.TraceId, Hex(link.SpanId)))],
    };

    private static string Hex(ulong id) => id.ToString("x16", CultureInfo.InvariantCulture);

    private async Task TakeAsync(HttpContext context)
    {
        var request = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        foreach (var span in OtlpJson.Read(request!))
        {
            otlp.Enqueue(span);
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{}", context.RequestAborted);
    }
}
