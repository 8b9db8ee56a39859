using Waybill.Interop.Tests.DotNet;

namespace Waybill.Interop.Tests;

/// <summary>Datadog's defaults on both sides.</summary>
public sealed class DatadogTests(Brokers brokers, ITestOutputHelper output) : IAsyncLifetime
{
    [Fact]
    public async Task Explore()
    {
        brokers.Require();
        await using var tracer = Core.Tracer.Configure(new Core.TracerSettings { ServiceName = "dotnet", AgentUri = new Uri(brokers.Agent.Address) });
        Core.HttpContextPropagator.Install();
        await using var dotnet = await DotNetService.StartAsync(brokers);
        await using var node = await NodePeer.StartAsync(brokers, Environment.GetEnvironmentVariable("PEER") ?? "datadog", "node", ["kafka", "rabbitmq", "sqs"]);
        Dictionary<string, string> carrier = new()
        {
            ["x-datadog-trace-id"] = "42", ["x-datadog-parent-id"] = "77", ["x-datadog-origin"] = "synthetics", ["x-datadog-sampling-priority"] = "2",
            ["x-datadog-tags"] = "_dd.p.tid=64d1a7f200000000,_dd.p.dm=-4,_dd.p.usr.id=MTIz", ["baggage"] = "user.id=alice,x=1",
            ["traceparent"] = "00-64d1a7f200000000000000000000002a-000000000000004d-01", ["tracestate"] = "dd=s:2;o:synthetics;t.dm:-4,foreign=abc",
        };
        foreach (var transport in new[] { "kafka", "rabbitmq", "sqs", "http" })
        {
            var toDotNet = Itinerary.To(transport == "http" ? $"http@{dotnet.HttpAddress}" : $"{transport}@dotnet");
            await node.SendAsync(toDotNet.ToString(), carrier);
            var baggage = await dotnet.ReceivedAsync(toDotNet.Message);
            var toNode = Itinerary.To(transport == "http" ? $"http@{node.HttpAddress}" : $"{transport}@node");
            await dotnet.SendAsync(toNode, carrier);
            var answer = await node.ReceivedAsync(toNode.Message);
            output.WriteLine($"{transport}: baggage {string.Join(",", baggage.GetBaggage())} answer {answer.ToJsonString()}");
            if (transport != "http")
            {
                var tapped = Itinerary.To($"{transport}@tap-{transport}-1");
                await node.SendAsync(tapped.ToString(), carrier);
                await Show(transport, $"tap-{transport}-1");
                tapped = Itinerary.To($"{transport}@node", $"{transport}@tap-{transport}-2");
                await dotnet.SendAsync(tapped, carrier);
                await Show(transport, $"tap-{transport}-2");
                tapped = Itinerary.To($"{transport}@tap-{transport}-3");
                await dotnet.SendAsync(tapped, carrier);
                await Show(transport, $"tap-{transport}-3");
            }
        }

        await tracer.ForceFlushAsync();
        await Task.Delay(4000);
        foreach (var span in brokers.Agent.Spans.OrderBy(s => s.TraceId))
        {
            output.WriteLine($"{span.TraceId} {span.SpanId} < {span.ParentId} {span} links {string.Join(",", span.Links)} {string.Join(" ", span.Tags.Where(t => t.Key.StartsWith("_dd.p") || t.Key is "message" or "_dd.origin" or "_dd.parent_id" or "resource" or "messaging.destination.name" or "_dd.base_service" or "rpc.method" or "messaging.operation.type"))} {string.Join(" ", span.Metrics.Where(t => t.Key.Contains("prio")))}");
        }
    }

    private async Task Show(string transport, string destination)
    {
        foreach (var (name, value) in await Untraced.Tap.ReadAsync(brokers, transport, destination))
        {
            output.WriteLine($"   {destination} {name} = {System.Text.Encoding.UTF8.GetString(value)}");
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
