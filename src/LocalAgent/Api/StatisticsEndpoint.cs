using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Api;

/// <summary><c>GET /api/statistics</c>.</summary>
internal static class StatisticsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, TraceStore store, IntakeCounters counters) =>
        routes.MapGet("/api/statistics", context => JsonResponse.WriteAsync(
            context,
            store.Statistics() with { PayloadsReceived = counters.Payloads, MalformedRequests = counters.Malformed },
            AgentJson.Default.AgentStatistics));
}
