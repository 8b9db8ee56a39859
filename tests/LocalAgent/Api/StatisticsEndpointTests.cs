using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Storage;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Api;

public sealed class StatisticsEndpointTests
{
    [Fact]
    public async Task Everything_that_came_is_counted()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync(new AgentOptions { Store = new StoreLimits { MaxTraces = 1 } });
        await agent.SendAsync(Wire.Array(Wire.Array(Wire.Span(1, 1), Wire.Span(1, 2))));
        await agent.SendAsync(Wire.Array(Wire.Array(Wire.Span(2, 1))));
        await agent.SendAsync([0xc1]);

        Assert.Equal(
            new AgentStatistics
            {
                PayloadsReceived = 2,
                MalformedRequests = 1,
                TracesReceived = 2,
                TracesKept = 1,
                SpansReceived = 3,
                SpansKept = 1,
                SpansEvicted = 2,
            },
            await agent.StatisticsAsync());
    }
}
