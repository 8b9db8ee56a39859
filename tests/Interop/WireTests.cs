using System.Text.RegularExpressions;
using Waybill.Interop.Tests.Untraced;

namespace Waybill.Interop.Tests;

/// <summary>What is on the brokers, read by clients that nothing traces: the formats of both tracers, and what a service leaves of the other's message.</summary>
[Collection(Services.Collection)]
public sealed partial class WireTests(Services services)
{
    private static readonly string[] Headers =
    [
        "baggage", "traceparent", "tracestate", "x-datadog-origin", "x-datadog-parent-id", "x-datadog-sampling-priority", "x-datadog-tags", "x-datadog-trace-id",
    ];

    /// <summary>Who sends the message that is read: the start of the way, and the hops before the tap.</summary>
    public static TheoryData<string, string> Ways =>
        new MatrixTheoryData<string, string>(["kafka", "rabbitmq", "sqs"], ["dotnet", "node", "dotnet node", "node dotnet", "dotnet node dotnet"]);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task All_formats_say_the_same_and_once(string transport, string way)
    {
        services.Brokers.Require();
        var traceId = Contexts.NewTraceId();
        var message = await ReadAsync(transport, way, Contexts.Of(traceId));

        Assert.Equal(Headers, message.Names.Order(StringComparer.Ordinal));
        Assert.Equal(Contexts.Decimal(traceId[16..]), message["x-datadog-trace-id"]);
        Assert.Equal("2", message["x-datadog-sampling-priority"]);
        Assert.Equal(Contexts.Origin, message["x-datadog-origin"]);
        Assert.Equal(
            new() { ["_dd.p.dm"] = "-4", ["_dd.p.tid"] = Contexts.UpperHalf, ["_dd.p.usr.id"] = "MTIz" }, message.Tags);
        Assert.Equal("user.id=alice,cart=17", message["baggage"]);

        var parent = Contexts.Hex(message["x-datadog-parent-id"]);
        Assert.Equal($"00-{traceId}-{parent}-01", message["traceparent"]);
        Assert.StartsWith("dd=", message["tracestate"], StringComparison.Ordinal);
        Assert.Equal(["dd", "foreign"], message.TraceStateKeys);
        Assert.EndsWith("," + Contexts.Foreign, message["tracestate"], StringComparison.Ordinal);
        var member = message.DatadogMember;
        member.Remove("t.tid"); // A finding: Datadog's tracer for Node writes it.
        Assert.Equal(new() { ["s"] = "2", ["o"] = Contexts.Origin, ["p"] = parent, ["t.dm"] = "-4", ["t.usr.id"] = "MTIz" }, member);

        // The parent that the message names is the send span of the last service.
        var sender = await Wait.ForAsync(() => services.Agent.Spans.SingleOrDefault(span => span.SpanId == parent), () => $"The agent got no span {parent}.");
        Assert.StartsWith(way.Split(' ')[^1], sender.Service, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kafka", "dotnet")]
    [InlineData("kafka", "node")]
    [InlineData("rabbitmq", "dotnet")]
    [InlineData("rabbitmq", "node")]
    [InlineData("sqs", "dotnet")]
    [InlineData("sqs", "node")]
    public async Task A_trace_that_begins_here_has_the_documented_form(string transport, string way)
    {
        services.Brokers.Require();
        var message = await ReadAsync(transport, way, carrier: null);

        Assert.Equal("1", message["x-datadog-sampling-priority"]);
        Assert.Matches(TraceParent(), message["traceparent"]);
        var traceId = message["traceparent"][3..35];
        Assert.Equal("00000000", traceId[8..16]); // seconds, zeros, 64 bits at random
        Assert.Equal(Contexts.Decimal(traceId[16..]), message["x-datadog-trace-id"]);
        Assert.Equal(traceId[..16], message.Tags["_dd.p.tid"]);
        Assert.Matches("^-[01]$", message.Tags["_dd.p.dm"]);
        Assert.Equal(message.Tags["_dd.p.dm"], message.DatadogMember["t.dm"]);
        Assert.Equal("1", message.DatadogMember["s"]);
        Assert.Equal("dd", message.TraceStateKeys.First());
    }

    /// <summary>Such as <c>ot=rv:…;th:0</c>, OpenTelemetry's member for consistent sampling, of a trace that Node itself began.</summary>
    [Fact]
    public async Task What_Node_adds_to_tracestate_goes_on_unchanged()
    {
        services.Brokers.Require();
        var fromNode = await ReadAsync("kafka", "node", carrier: null);
        var throughUs = await ReadAsync("kafka", "dotnet", fromNode.Names.ToDictionary(name => name, name => fromNode[name]));

        Assert.Equal(["dd", "ot"], fromNode.TraceStateKeys);
        Assert.Equal(["dd", "ot"], throughUs.TraceStateKeys);
        Assert.Equal(fromNode.Member("ot"), throughUs.Member("ot"));
        Assert.Equal(fromNode.Tags, throughUs.Tags);
        Assert.DoesNotContain("t.tid", throughUs.DatadogMember.Keys);
    }

    private async Task<WireContext> ReadAsync(string transport, string way, Dictionary<string, string>? carrier)
    {
        var tap = $"tap-{Guid.NewGuid():N}";
        var senders = way.Split(' ');
        var itinerary = Itinerary.To([.. senders[1..].Select(name => name == "node" ? services.Datadog.Hop(transport) : services.DotNet.Hop(transport)), $"{transport}@{tap}"]);
        await (senders[0] == "node" ? services.Datadog.SendAsync(itinerary, carrier) : services.DotNet.SendAsync(itinerary, carrier));
        return await WireContext.ReadAsync(services.Brokers, transport, tap);
    }

    [GeneratedRegex("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$")]
    private static partial Regex TraceParent();
}
