using Waybill.Core;
using Waybill.Interop.Tests.DotNet;

namespace Waybill.Interop.Tests;

/// <summary>Every pair of settings of the two sides, both ways over RabbitMQ: those with a format in common connect, the others do not.</summary>
public sealed class StyleTests(Brokers brokers)
{
    /// <summary>Ours; the names are Datadog's.</summary>
    private static readonly string[] Settings =
        ["datadog", "tracecontext", "b3 single header", "b3multi", "datadog,tracecontext,baggage", "tracecontext,b3multi", "datadog,b3 single header", "none"];

    /// <summary>The peer's tracer, its setting, and how Datadog would name the formats.</summary>
    public static TheoryData<string, string, string> Peers => new()
    {
        { "datadog", "datadog", "datadog" },
        { "datadog", "tracecontext", "tracecontext" },
        { "datadog", "b3 single header", "b3 single header" },
        { "datadog", "b3multi", "b3multi" },
        { "datadog", "b3multi,tracecontext", "b3multi,tracecontext" },
        { "datadog", "none", "none" },
        { "opentelemetry", "tracecontext,baggage", "tracecontext" },
        { "opentelemetry", "b3", "b3 single header" },
        { "opentelemetry", "b3multi", "b3multi" },
        { "opentelemetry", "none", "none" },
    };

    [Theory]
    [MemberData(nameof(Peers))]
    public async Task Settings_with_a_format_in_common_connect_and_others_do_not(string tracer, string setting, string formats)
    {
        brokers.Require();
        var service = $"styles-{tracer}-{Peers.TakeWhile(row => row.Data != (tracer, setting, formats)).Count()}";
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
            var isCommon = TraceFormats(ours).Intersect(TraceFormats(formats)).Any();
            Assert.True(isCommon == await AreConnectedAsync((service, "node.root"), ("dotnet", "dotnet.work"), fromNode), $"Node '{setting}' to .NET '{ours}'");
            Assert.True(isCommon == await AreConnectedAsync(("dotnet", "dotnet.root"), (service, "node.work"), toNode), $".NET '{ours}' to Node '{setting}'");
        }
    }

    private async Task<bool> AreConnectedAsync((string Service, string Name) first, (string Service, string Name) last, Itinerary way)
    {
        var root = await brokers.Agent.SpanAsync(first.Service, first.Name, way.Message);
        var line = await brokers.Agent.AncestryAsync(await brokers.Agent.SpanAsync(last.Service, last.Name, way.Message));
        Assert.Equal(line.Contains(root), line[^1].TraceId == root.TraceId); // a trace in common and no parent would be half a connection
        Assert.Equal(line.Contains(root) ? 4 : 2, line.Count);
        return line.Contains(root);
    }

    private static IEnumerable<string> TraceFormats(string setting) => setting.Split(',').Except(["none", "baggage"]);

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
