using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Info;

public sealed class InfoEndpointTests
{
    [Fact]
    public async Task It_says_what_the_agent_can_do_in_the_names_that_tracers_read()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        string version = typeof(AgentHost).Assembly.GetName().Version!.ToString(3);
        const string Endpoints = """
            "/v0.3/traces","/v0.4/traces","/v0.5/traces","/v0.7/traces","/v0.6/stats","/v1/traces"
            """;
        const string Features = "\"client_drop_p0s\":false,\"span_meta_structs\":false,\"span_events\":true";
        Assert.Equal(
            $$"""{"version":"{{version}}","endpoints":[{{Endpoints}}],{{Features}}}""",
            await agent.Client.GetStringAsync("/info"));
    }
}
