using Waybill.Core;
using Waybill.Interop.Tests.DotNet;

namespace Waybill.Interop.Tests;

/// <summary>Every pair of settings of the two sides, both ways over RabbitMQ: those with a format in common connect, the others do not.</summary>
public sealed class StyleTests(Brokers brokers)
{
    /// <summary>Ours; the names are Datadog's.</summary>
    private static readonly string[] Settings =
        ["datadog", "tracecontext", "b3 single header", "b3multi", "datadog,tracecontext,baggage", "tracecontext,b3multi", "datadog,b3 single header", "none"];

    /// <summary>The peer's tracer, its setting, and what it then writes and reads in Datadog's names.</summary>
    public static TheoryData<string, string, string, string> Peers => new()
    {
        { "datadog", "datadog", "datadog", "datadog" },
        { "datadog", "tracecontext", "tracecontext", "tracecontext" },
        { "datadog", "b3 single header", "b3 single header", "b3 single header" },
        { "datadog", "b3", "b3multi", "b3multi" },
        { "datadog", "b3multi", "b3multi", "b3multi" },
        { "datadog", "b3multi,tracecontext", "b3multi,tracecontext", "b3multi,tracecontext" },
        { "datadog", "none", "none", "none" },
        { "opentelemetry", "tracecontext,baggage", "tracecontext", "tracecontext" },
        { "opentelemetry", "b3", "b3 single header", "b3 single header,b3multi" }, // it writes one form of B3 and reads both
        { "opentelemetry", "b3multi", "b3multi", "b3 single header,b3multi" },
        { "opentelemetry", "none", "none", "none" },
    };

    [Theory]
    [MemberData(nameof(Peers))]
    public async Task Settings_with_a_format_in_common_connect_and_others_do_not(string tracer, string setting, string written, string read)
    {
        brokers.Require();
        var service = $"{tracer} {setting}".Replace(' ', '-').Replace(',', '-');
        var variable = tracer == "datadog" ? "DD_TRACE_PROPAGATION_STYLE" : "OTEL_PROPAGATORS";
        await using var node = await NodePeer.StartAsync(brokers, tracer, service, ["rabbitmq"], (variable, setting));
        await using var dotnet = await DotNetService.StartAsync(brokers, "rabbitmq");
        List<(string Ours, Itinerary FromNode, Itinerary ToNode)> sent = [];
        foreach (var ours in Settings)
        {
            Services.StartTracer(brokers, Propagation(ours));
            var (fromNode, toNode) = (Itinerary.To(dotnet.Hop("rabbitmq")), Itinerary.To(node.Hop("rabbitmq")));
            await node.SendAsync(fromNode);
            await dotnet.SendAsync(toNode);
            await dotnet.ReceivedAsync(fromNode.Message);
            await node.ReceivedAsync(toNode.Message);
            sent.Add((ours, fromNode, toNode));
        }

        await Tracer.Instance.DisposeAsync();
        foreach (var (ours, fromNode, toNode) in sent)
        {
            Assert.True(HaveCommon(ours, written) == await AreConnectedAsync((service, "node.root"), ("dotnet", "dotnet.work"), fromNode), $"Node '{setting}' to .NET '{ours}'");
            Assert.True(HaveCommon(ours, read) == await AreConnectedAsync(("dotnet", "dotnet.root"), (service, "node.work"), toNode), $".NET '{ours}' to Node '{setting}'");
        }
    }

    private async Task<bool> AreConnectedAsync((string Service, string Name) first, (string Service, string Name) last, Itinerary way)
    {
        var root = await brokers.Agent.SpanAsync(first.Service, first.Name, way.Message);
        var line = await brokers.Agent.AncestryAsync(await brokers.Agent.SpanAsync(last.Service, last.Name, way.Message));
        var isAncestor = line.Any(span => span.SpanId == root.SpanId);
        Assert.Equal(isAncestor, line[^1].TraceId == root.TraceId); // a trace in common and no parent would be half a connection
        Assert.Equal(isAncestor ? 4 : 2, line.Count);
        return isAncestor;
    }

    private static bool HaveCommon(string ours, string theirs) => ours.Split(',').Intersect(theirs.Split(',')).Except(["none"]).Any();

    private static PropagationSettings Propagation(string setting)
    {
        PropagationStyle[] styles = [.. setting.Split(',').Where(name => name != "none").Select(Style)];
        return new PropagationSettings { Inject = styles, Extract = styles };
    }

    private static PropagationStyle Style(string name) => name switch
    {
        "datadog" => PropagationStyle.Datadog,
        "tracecontext" => PropagationStyle.TraceContext,
        "b3multi" => PropagationStyle.B3Multi,
        "b3 single header" => PropagationStyle.B3Single,
        _ => PropagationStyle.Baggage,
    };
}
