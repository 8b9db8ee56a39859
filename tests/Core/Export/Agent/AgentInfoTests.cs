using System.Text;
using Waybill.Core.Export.Agent;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Agent;

public class AgentInfoTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static TheoryData<string, bool> Documents => new()
    {
        { """{"span_events":true}""", true },
        { """{"version":"7.60.0","endpoints":["/v0.4/traces"],"config":{"span_events":false,"a":[1,{"b":2}]},"span_events":true,"x":1}""", true },
        { """{"span_events":false}""", false },
        { """{"span_events":"true"}""", false },
        { """{"config":{"span_events":true}}""", false },
        { """{"version":"7.20"}""", false },
        { """["span_events",true]""", false },
        { """{"a":1""", false },
        { "", false },
        { "<html>", false },
        { "\u00ff\0", false },
        { """{"span_\ud800vents":1}""", false },
        { new string('[', 100_000), false },
        { "{\"a\":" + new string('[', 100_000), false },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Only_a_plain_yes_is_one(string json, bool expected) => Assert.Equal(expected, AgentInfo.SaysSpanEvents(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public async Task What_the_agent_says_is_known_soon()
    {
        await using ScriptedAgent agent = new() { Info = AgentStep.Respond(200, """{"span_events":true}""") };
        await using AgentInfo info = new(Of(agent.Address));
        await UntilAsync(() => info.Features.TakesSpanEvents);
        var request = agent.InfoRequests[0];
        Assert.Equal(("GET /info HTTP/1.1", ".NET"), (request.Line, request.Headers["Datadog-Meta-Lang"]));
    }

    [Fact]
    public async Task An_agent_that_comes_later_is_asked_again()
    {
        var endPoint = ScriptedAgent.FreeEndPoint();
        await using AgentInfo info = new(Of(new Uri($"http://{endPoint}")));
        await Task.Delay(100);
        Assert.False(info.Features.TakesSpanEvents);
        await using ScriptedAgent agent = new(endPoint) { Info = AgentStep.Respond(200, """{"span_events":true}""") };
        await UntilAsync(() => info.Features.TakesSpanEvents);
    }

    [Fact]
    public async Task Hostile_answers_end_nothing()
    {
        AgentStep[] answers =
        [
            AgentStep.Respond(404), AgentStep.Respond(500, "{"), AgentStep.Respond(302, "", "Location: /info\r\n"), AgentStep.Garbage, AgentStep.Reset,
            AgentStep.HalfAnswer, AgentStep.Respond(200, new string('{', 2_000_000)), AgentStep.Hang,
        ];
        foreach (var answer in answers)
        {
            await using ScriptedAgent agent = new() { Info = answer };
            await using AgentInfo info = new(Of(agent.Address));
            await UntilAsync(() => agent.InfoRequests.Count > 0);
            Assert.False(info.Features.TakesSpanEvents);
        }
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using ScriptedAgent agent = new();
        TracerSettings settings = new(name => name == "DD_AGENT_FEATURE_POLLING_ENABLED" ? "false" : null) { AgentUri = agent.Address };
        await using (AgentInfo info = new(settings))
        {
            using AgentClient client = new(agent.Address);
            await client.SendAsync(new PayloadPart(Samples.Payload(new PayloadPool(0), [0x90], 1), 0, 1), CancellationToken.None);
        }

        Assert.Empty(agent.InfoRequests);
    }

    private static TracerSettings Of(Uri agent)
    {
        var settings = Samples.Settings;
        settings.AgentUri = agent;
        return settings;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource deadline = new(Deadline);
        while (!condition())
        {
            await Task.Delay(20, deadline.Token);
        }
    }
}
