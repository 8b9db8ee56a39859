using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Waybill.Core.Tests.Support;
using Waybill.Hosting.Tests.Support;

namespace Waybill.Hosting.Tests;

public class ExportHealthCheckTests
{
    [Fact]
    public async Task It_is_healthy_while_the_agent_takes_spans_and_before_there_are_any()
    {
        await using TestHost host = new();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
        host.Tracer.StartActive("work").Dispose();
        Assert.True(await host.Tracer.ForceFlushAsync());
        var entry = await CheckAsync(host);
        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal((1L, 1L, 0L), (entry.Data["ended"], entry.Data["accepted"], entry.Data["dropped"]));
    }

    [Fact]
    public async Task It_is_degraded_while_the_agent_does_not_answer_and_healthy_when_it_is_back()
    {
        await using TestHost host = new(agent: new ScriptedAgent { Otherwise = AgentStep.Respond(503) });
        host.Tracer.StartActive("work").Dispose();
        await Eventually.BecomesTrue(() => !host.Tracer.IsAgentReachable);
        var entry = await CheckAsync(host);
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains(host.Agent.Address.ToString(), entry.Description, StringComparison.Ordinal);
        Assert.Equal(1L, entry.Data["buffered"]);
        host.Agent.Otherwise = AgentStep.Accept;
        Assert.True(await host.Tracer.ForceFlushAsync());
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    [Fact]
    public async Task It_is_degraded_once_after_spans_were_lost()
    {
        await using TestHost host = new(agent: new ScriptedAgent { Otherwise = AgentStep.Respond(400) });
        host.Tracer.StartActive("work").Dispose();
        Assert.True(await host.Tracer.ForceFlushAsync());
        var entry = await CheckAsync(host);
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal((1L, 1L), (entry.Data["dropped"], entry.Data["dropped.Rejected"]));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    private static async Task<HealthReportEntry> CheckAsync(TestHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[WaybillServiceCollectionExtensions.HealthCheckName];
}
