using Microsoft.Extensions.Diagnostics.HealthChecks;
using Waybill.Core;

namespace Waybill.Hosting;

/// <summary>
/// Degraded while the agent takes no spans, and once after spans were lost; else healthy. Never unhealthy by default: a service works without its traces. The data are
/// <see cref="ExportStatistics"/>.
/// </summary>
internal sealed class ExportHealthCheck(Tracer tracer) : IHealthCheck
{
    private long droppedBefore;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var statistics = tracer.ExportStatistics;
        var dropped = statistics.DroppedTotal - Interlocked.Exchange(ref droppedBefore, statistics.DroppedTotal);
        var problem = (tracer.IsAgentReachable, dropped) switch
        {
            (true, 0) => null,
            (true, _) => $"{dropped} spans were lost since the last check.",
            (false, 0) => $"The agent at {tracer.Settings.AgentUri} takes no spans; {statistics.Buffered + statistics.Spooled} wait.",
            (false, _) => $"The agent at {tracer.Settings.AgentUri} takes no spans, and {dropped} were lost since the last check.",
        };
        return Task.FromResult(new HealthCheckResult(
            problem is null ? HealthStatus.Healthy : context.Registration.FailureStatus, problem ?? "The agent takes spans.", data: Data(statistics)));
    }

    private static Dictionary<string, object> Data(ExportStatistics statistics)
    {
        Dictionary<string, object> data = new()
        {
            ["ended"] = statistics.Ended,
            ["recovered"] = statistics.Recovered,
            ["accepted"] = statistics.Accepted,
            ["buffered"] = statistics.Buffered,
            ["spooled"] = statistics.Spooled,
            ["dropped"] = statistics.DroppedTotal,
        };
        foreach (var (reason, spans) in statistics.Dropped)
        {
            data[$"dropped.{reason}"] = spans;
        }

        return data;
    }
}
