using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Waybill.LocalAgent.Insight;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Api;

/// <summary><c>GET /api/services</c>, <c>GET /api/resources?service=NAME</c> and <c>GET /api/map</c>, by the traces that are kept.</summary>
internal static class InsightEndpoints
{
    private const int MaxResources = 1000;

    public static void Map(IEndpointRouteBuilder routes, TraceStore store)
    {
        routes.MapGet("/api/services", context => JsonResponse.WriteAsync(
            context, ServiceReport.Services(store.All()), AgentJson.Default.Services));
        routes.MapGet("/api/resources", context => context.Request.Query["service"].ToString() is { Length: > 0 } service
            ? JsonResponse.WriteAsync(context, ServiceReport.Resources(store.All(), service, MaxResources), AgentJson.Default.Services)
            : JsonResponse.RefuseAsync(context, StatusCodes.Status400BadRequest, "say whose resources: ?service=NAME"));
        routes.MapGet("/api/map", context => JsonResponse.WriteAsync(
            context, ServiceMapBuilder.Build(store.All()), AgentJson.Default.ServiceMap));
    }
}
