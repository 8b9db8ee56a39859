using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Adapters.Sqs;
using Waybill.Interop.Tests.DotNet;
using Waybill.Interop.Tests.Recording;
using Waybill.Interop.Tests.Untraced;

namespace Waybill.Interop.Tests;

/// <summary>OpenTelemetry's SDK for Node with its defaults, and ours with Datadog's: W3C is what they have in common.</summary>
[Collection(Services.Collection)]
public sealed class OpenTelemetryTests(Services services)
{
    [Theory]
    [InlineData("kafka", "dotnet:dotnet.work < dotnet:kafka.process < otel:send {inbox} < otel:node.root")]
    [InlineData("rabbitmq", "dotnet:dotnet.work < dotnet:amqp.command < otel:publish <default> < otel:node.root")]
    [InlineData("sqs", "dotnet:dotnet.work < dotnet:aws_sqs.process < otel:{inbox} send < otel:node.root")]
    [InlineData("http", "dotnet:dotnet.work < dotnet:aspnet_core.request < otel:GET < otel:node.root")]
    public async Task A_trace_of_OpenTelemetry_goes_on_in_DotNet(string transport, string expected)
    {
        services.Brokers.Require();
        var way = Itinerary.To(services.DotNet.Hop(transport));
        await services.OpenTelemetry.SendAsync(way);
        await LineAsync(way, "dotnet.work", expected.Replace("{inbox}", services.DotNet.Inbox, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kafka", "otel:node.work < otel:process {inbox} < dotnet:kafka.produce < dotnet:dotnet.root")]
    [InlineData("rabbitmq", "otel:node.work < otel:{inbox} process < dotnet:amqp.command < dotnet:dotnet.root")]
    [InlineData("sqs", "otel:node.work < dotnet:sqs.request < dotnet:dotnet.root")] // by hand, from _datadog: see node/tracing/opentelemetry.js
    [InlineData("http", "otel:node.work < otel:GET < dotnet:http.request < dotnet:dotnet.root")]
    public async Task A_trace_of_DotNet_goes_on_in_OpenTelemetry(string transport, string expected)
    {
        services.Brokers.Require();
        var way = Itinerary.To(services.OpenTelemetry.Hop(transport));
        await services.DotNet.SendAsync(way);
        await LineAsync(way, "node.work", expected.Replace("{inbox}", services.OpenTelemetry.Inbox, StringComparison.Ordinal));
    }

    /// <summary>OpenTelemetry passes Datadog's old headers on beside its own new traceparent: the new parent is the right one.</summary>
    [Theory]
    [InlineData("kafka", "dotnet:dotnet.work < dotnet:kafka.process < otel:send {dotnet} < otel:node.work < otel:process {otel} < dotnet:kafka.produce < dotnet:dotnet.root")]
    [InlineData("rabbitmq", "dotnet:dotnet.work < dotnet:amqp.command < otel:publish <default> < otel:node.work < otel:{otel} process < dotnet:amqp.command < dotnet:dotnet.root")]
    public async Task A_message_that_OpenTelemetry_passes_on_continues_from_it(string transport, string expected)
    {
        services.Brokers.Require();
        var way = Itinerary.To(services.OpenTelemetry.Hop(transport), services.DotNet.Hop(transport));
        await services.DotNet.SendAsync(way);
        var line = await LineAsync(
            way,
            "dotnet.work",
            expected.Replace("{dotnet}", services.DotNet.Inbox, StringComparison.Ordinal).Replace("{otel}", services.OpenTelemetry.Inbox, StringComparison.Ordinal));
        TraceAssert.DecidedOnce(line, priority: 1);
        Assert.Equal(line[5].SpanId, line[1].Tags["_dd.parent_id"]); // the last span that Datadog knows
    }

    [Theory]
    [InlineData("kafka", 2)]
    [InlineData("kafka", -1)]
    [InlineData("rabbitmq", 2)]
    [InlineData("rabbitmq", -1)]
    [InlineData("http", 2)]
    public async Task Decision_origin_tags_baggage_and_foreign_state_survive_it(string transport, int priority)
    {
        services.Brokers.Require();
        var traceId = Contexts.NewTraceId();
        var tap = $"tap-{Guid.NewGuid():N}";
        var broker = transport == "http" ? "kafka" : transport;
        var way = Itinerary.To(services.DotNet.Hop(transport), $"{broker}@{tap}");
        await services.OpenTelemetry.SendAsync(way, Contexts.Of(traceId, priority)); // of which it understands the W3C headers alone

        var message = await WireContext.ReadAsync(services.Brokers, broker, tap);
        Assert.Equal(traceId, message["traceparent"][3..35]);
        Assert.Equal($"{priority}", message["x-datadog-sampling-priority"]);
        Assert.Equal(Contexts.Origin, message["x-datadog-origin"]);
        Assert.Equal("MTIz", message.Tags["_dd.p.usr.id"]);
        Assert.Equal(priority > 0 ? "-4" : null, message.Tags.GetValueOrDefault("_dd.p.dm"));
        Assert.Equal("user.id=alice,cart=17", message["baggage"]);
        Assert.EndsWith("," + Contexts.Foreign, message["tracestate"], StringComparison.Ordinal);
    }

    /// <summary>A consumer of OpenTelemetry finds our span where it looks, when the message had OpenTelemetry's attributes on its way to us.</summary>
    [Fact]
    public async Task A_message_of_OpenTelemetry_on_SQS_that_is_passed_on_has_both_forms_of_one_context()
    {
        services.Brokers.Require();
        var (inbox, outbox) = ($"from-otel-{Guid.NewGuid():N}", $"passed-on-{Guid.NewGuid():N}");
        await services.OpenTelemetry.SendAsync(Itinerary.To($"sqs@{inbox}"));
        using var bare = SqsTransport.Client(services.Brokers.Sqs);
        var sqs = bare.WithTracing();
        var received = await ReceiveAsync(sqs, await SqsTransport.QueueAsync(bare, inbox));
        Assert.Equal(["traceparent"], received.MessageAttributes.Keys);
        var url = await SqsTransport.QueueAsync(bare, outbox);
        ulong process;
        using (var scope = received.StartProcessing(inbox))
        {
            Assert.Equal(scope.Sender!.SpanId, Convert.ToUInt64(received.MessageAttributes["traceparent"].StringValue[36..52], 16));
            process = Convert.ToUInt64(scope.Activity!.SpanId.ToHexString(), 16);
            await sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = "on", MessageAttributes = received.MessageAttributes });
        }

        var passedOn = (await ReceiveAsync(bare, url)).MessageAttributes;
        Assert.Equal(["_datadog", "traceparent"], passedOn.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(received.MessageAttributes["traceparent"].StringValue[..35], passedOn["traceparent"].StringValue[..35]);
        Assert.NotEqual(process, Convert.ToUInt64(passedOn["traceparent"].StringValue[36..52], 16)); // but its child, the send span
        Assert.Contains(passedOn["traceparent"].StringValue, passedOn["_datadog"].StringValue, StringComparison.Ordinal);
    }

    private static async Task<Message> ReceiveAsync(IAmazonSQS sqs, string queue) => Assert.Single(
        (await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, WaitTimeSeconds = 20, MessageAttributeNames = ["All"] })).Messages);

    private async Task<IReadOnlyList<RecordedSpan>> LineAsync(Itinerary way, string name, string expected)
    {
        var last = await services.Agent.SpanAsync(name == "node.work" ? services.OpenTelemetry.Service : "dotnet", name, way.Message);
        return await TraceAssert.LineAsync(services.Agent, expected, last);
    }
}
