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

        AgentStatistics counts = await agent.StatisticsAsync();
        Assert.Equal((2, 1), (counts.PayloadsReceived, counts.MalformedRequests));
        Assert.Equal((2, 1), (counts.TracesReceived, counts.TracesKept));
        Assert.Equal((3, 1, 2), (counts.SpansReceived, counts.SpansKept, counts.SpansEvicted));
        Assert.InRange(counts.BytesKept, 300, 2000);
        Assert.Equal(1, counts.MaxTraces);
    }
}
