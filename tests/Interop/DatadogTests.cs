using Waybill.Interop.Tests.Recording;

namespace Waybill.Interop.Tests;

/// <summary>Datadog's tracer for Node and ours, with the defaults of both: who is whose parent, and who decides.</summary>
[Collection(Services.Collection)]
public sealed class DatadogTests(Services services)
{
    private const string FromNode = "node:node.root";
    private const string FromDotNet = "dotnet:dotnet.root";

    public static TheoryData<string, string, string> Chains => new()
    {
        { "kafka", "rabbitmq", "node:node.work < node-amqp:amqp.command < dotnet:amqp.command < dotnet:dotnet.work < dotnet:kafka.process < node-kafka:kafka.produce" },
        { "rabbitmq", "sqs", "node:node.work < node:aws.response < dotnet:sqs.request < dotnet:dotnet.work < dotnet:amqp.command < node-amqp:amqp.command" },
        { "sqs", "kafka", "node:node.work < node-kafka:kafka.consume < dotnet:kafka.produce < dotnet:dotnet.work < dotnet:aws_sqs.process < node-aws-sqs:aws.request" },
        { "http", "kafka", "node:node.work < node-kafka:kafka.consume < dotnet:kafka.produce < dotnet:dotnet.work < dotnet:aspnet_core.request < node:http.request" },
        { "rabbitmq", "http", "node:node.work < node:web.request < dotnet:http.request < dotnet:dotnet.work < dotnet:amqp.command < node-amqp:amqp.command" },
    };

    [Theory]
    [InlineData("kafka", "dotnet:dotnet.work < dotnet:kafka.process < node-kafka:kafka.produce")]
    [InlineData("rabbitmq", "dotnet:dotnet.work < dotnet:amqp.command < node-amqp:amqp.command")]
    [InlineData("sqs", "dotnet:dotnet.work < dotnet:aws_sqs.process < node-aws-sqs:aws.request")]
    [InlineData("http", "dotnet:dotnet.work < dotnet:aspnet_core.request < node:http.request")]
    public async Task A_trace_of_Node_goes_on_in_DotNet(string transport, string expected)
    {
        services.Brokers.Require();
        var way = Itinerary.To(services.DotNet.Hop(transport));
        await services.Datadog.SendAsync(way);
        TraceAssert.DecidedOnce(await LineAsync(way, "dotnet", $"{expected} < {FromNode}"), priority: 1);
    }

    [Theory]
    [InlineData("kafka", "node:node.work < node-kafka:kafka.consume < dotnet:kafka.produce")]
    [InlineData("rabbitmq", "node:node.work < node-amqp:amqp.command < dotnet:amqp.command")]
    [InlineData("sqs", "node:node.work < node:aws.response < dotnet:sqs.request")]
    [InlineData("http", "node:node.work < node:web.request < dotnet:http.request")]
    public async Task A_trace_of_DotNet_goes_on_in_Node(string transport, string expected)
    {
        services.Brokers.Require();
        var way = Itinerary.To(services.Datadog.Hop(transport));
        await services.DotNet.SendAsync(way);
        TraceAssert.DecidedOnce(await LineAsync(way, "node", $"{expected} < {FromDotNet}"), priority: 1);
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public async Task Chains_over_two_transports_are_one_trace(string first, string second, string expected)
    {
        services.Brokers.Require();
        var way = Itinerary.To(services.DotNet.Hop(first), services.Datadog.Hop(second));
        await services.Datadog.SendAsync(way);
        TraceAssert.DecidedOnce(await LineAsync(way, "node", $"{expected} < {FromNode}"), priority: 1);
    }

    [Theory]
    [InlineData("manual.keep", 2)]
    [InlineData("manual.drop", -1)]
    public async Task What_a_user_decides_in_Node_holds_in_DotNet_and_back(string tag, int priority)
    {
        services.Brokers.Require();
        var way = Itinerary.To(services.DotNet.Hop("kafka"), services.Datadog.Hop("rabbitmq"));
        await services.Datadog.SendAsync(way, tags: new Dictionary<string, string> { [tag] = "true" });
        TraceAssert.DecidedOnce(await LineAsync(way, "node", $"{Chains.First().Data.Item3} < {FromNode}"), priority);
    }

    [Theory]
    [InlineData("kafka", -1)]
    [InlineData("kafka", 0)]
    [InlineData("rabbitmq", 1)]
    [InlineData("sqs", -1)]
    [InlineData("sqs", 2)]
    [InlineData("http", -1)]
    [InlineData("http", 2)]
    public async Task What_came_from_outside_is_decided_no_more(string transport, int priority)
    {
        services.Brokers.Require();
        var traceId = Contexts.NewTraceId();
        var way = Itinerary.To(services.Datadog.Hop(transport), services.DotNet.Hop(transport));
        await services.DotNet.SendAsync(way, Contexts.Of(traceId, priority));

        // The root's parent is the caller, of which the agent knows nothing.
        var work = await services.Agent.SpanAsync("dotnet", "dotnet.work", way.Message);
        var line = await services.Agent.AncestryAsync(work, until: Contexts.Parent);
        Assert.Equal("dotnet:dotnet.root", line[^1].ToString());
        Assert.All(line, span => Assert.Equal(traceId, span.TraceId));
        Assert.All(line, span => Assert.Equal(Contexts.Origin, span.Tags["_dd.origin"]));
        Assert.Contains(line, span => span.Service.StartsWith("node", StringComparison.Ordinal));
        TraceAssert.DecidedOnce(line, priority);
        Assert.True(line.Count(span => span.Tags.GetValueOrDefault("_dd.p.usr.id") == "MTIz") >= 2, "_dd.p.usr.id is not in every service's chunk.");
        Assert.Equal("[user.id, alice],[cart, 17]", string.Join(',', (await services.DotNet.ReceivedAsync(way.Message)).GetBaggage()));
        var atNode = await services.Datadog.ReceivedAsync(way.Message);
        Assert.Equal("""{"user.id":"alice","cart":"17"}""", atNode["baggage"]!.ToJsonString());
    }

    private async Task<IReadOnlyList<RecordedSpan>> LineAsync(Itinerary way, string service, string expected) =>
        await TraceAssert.LineAsync(services.Agent, expected, await services.Agent.SpanAsync(service, service + ".work", way.Message));
}
