using System.Text;
using RabbitMQ.Client;
using Waybill.Interop.Tests.Recording;

namespace Waybill.Interop.Tests;

/// <summary>Messages whose headers contradict each other, from a client that nothing traces: Datadog's tracer and ours choose alike.</summary>
[Collection(Services.Collection)]
public sealed class ConflictTests(Services services)
{
    private const string Upper = Contexts.UpperHalf;

    public static TheoryData<string, string> Cases => new()
    {
        { "two traces", "x-datadog-trace-id: {id}; x-datadog-parent-id: 77; x-datadog-sampling-priority: 1; x-datadog-tags: _dd.p.tid={upper},_dd.p.dm=-1; traceparent: 00-11111111111111112222222222222222-3333333333333333-01" },
        { "two parents", "x-datadog-trace-id: {id}; x-datadog-parent-id: 77; x-datadog-sampling-priority: 1; x-datadog-tags: _dd.p.tid={upper}; traceparent: 00-{hex}-3333333333333333-01; tracestate: dd=s:1|p:000000000000004d" },
        { "two parents and no last one", "x-datadog-trace-id: {id}; x-datadog-parent-id: 77; x-datadog-sampling-priority: 1; x-datadog-tags: _dd.p.tid={upper}; traceparent: 00-{hex}-3333333333333333-01" },
        { "two decisions of W3C", "traceparent: 00-{hex}-3333333333333333-00; tracestate: dd=s:2|t.dm:-4" },
        { "kept by W3C alone", "traceparent: 00-{hex}-3333333333333333-01; tracestate: dd=s:-1" },
        { "no trace in Datadog's headers", "x-datadog-trace-id: 0; x-datadog-parent-id: 77; traceparent: 00-{hex}-3333333333333333-01" },
        { "broken traceparent", "x-datadog-trace-id: {id}; x-datadog-parent-id: 77; x-datadog-sampling-priority: -1; x-datadog-tags: _dd.p.tid={upper}; traceparent: 00-{hex}-01" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Both_tracers_choose_alike(string name, string headers)
    {
        services.Brokers.Require();
        var hex = Contexts.NewTraceId();
        var toDotNet = await ProcessSpanAsync("dotnet", services.DotNet.Inbox, "dotnet.work", headers, hex);
        var toNode = await ProcessSpanAsync("node", services.Datadog.Inbox, "node.work", headers, hex);

        Assert.True(toNode.ParentId != RecordedSpan.NoParent, name);
        Assert.Equal(Choice(toNode), Choice(toDotNet));
        Assert.Equal(toNode.Links, toDotNet.Links);
    }

    /// <summary>Datadog's tracer for Node takes an id that is no number for trace 0 and loses the span (docs/interop.md); ours looks at the next format.</summary>
    [Theory]
    [InlineData("none")]
    [InlineData("-1")]
    [InlineData("99999999999999999999999")]
    public async Task An_unreadable_id_of_Datadog_does_not_hide_a_sound_traceparent(string traceId)
    {
        services.Brokers.Require();
        var hex = Contexts.NewTraceId();
        var span = await ProcessSpanAsync(
            "dotnet",
            services.DotNet.Inbox,
            "dotnet.work",
            $"x-datadog-trace-id: {traceId}; x-datadog-parent-id: 77; traceparent: 00-{{hex}}-3333333333333333-01",
            hex);
        Assert.Equal((hex, "3333333333333333"), (span.TraceId, span.ParentId));
    }

    private static string Choice(RecordedSpan span) =>
        $"trace {span.TraceId} parent {span.ParentId} last {LastDatadogParent(span)} priority {span.Metrics["_sampling_priority_v1"]}";

    /// <summary>Datadog's tracer for Node leaves the tag out where Datadog's for .NET, and ours, write zeros: W3C's headers told no span of Datadog.</summary>
    private static string? LastDatadogParent(RecordedSpan span) =>
        span.Tags.GetValueOrDefault("_dd.parent_id") is { } parent && parent != RecordedSpan.NoParent ? parent : null;

    private async Task<RecordedSpan> ProcessSpanAsync(string service, string inbox, string work, string headers, string hex)
    {
        var way = Itinerary.To();
        await using var connection = await new ConnectionFactory { Uri = new Uri(services.Brokers.RabbitMq) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        BasicProperties properties = new()
        {
            Headers = headers.Replace("{id}", Contexts.Decimal(hex[16..]), StringComparison.Ordinal).Replace("{hex}", hex, StringComparison.Ordinal)
                .Replace("{upper}", Upper, StringComparison.Ordinal).Split("; ").Select(header => header.Split(": "))
                .ToDictionary(pair => pair[0], object? (pair) => pair[1].Replace('|', ';')),
        };
        await channel.BasicPublishAsync("", inbox, mandatory: false, properties, Encoding.UTF8.GetBytes(way.ToString()));
        var span = await services.Agent.SpanAsync(service, work, way.Message);
        return await Wait.ForAsync(() => services.Agent.Spans.SingleOrDefault(parent => parent.SpanId == span.ParentId), () => $"The agent got no span {span.ParentId}.");
    }
}
