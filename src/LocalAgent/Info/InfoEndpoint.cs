using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Waybill.LocalAgent.Api;
using Waybill.LocalAgent.Intake;

namespace Waybill.LocalAgent.Info;

/// <summary><c>GET /info</c>: by which tracers learn what the agent can do.</summary>
internal static class InfoEndpoint
{
    private static readonly InfoDocument Info = new()
    {
        Version = typeof(InfoEndpoint).Assembly.GetName().Version!.ToString(fieldCount: 3),
        Endpoints = [.. IntakeEndpoints.Datadog.Select(version => version.Path), PoliteEndpoints.Statistics, IntakeEndpoints.OtlpPath],
        ClientDropP0s = false,
        SpanMetaStructs = false,
        SpanEvents = true,
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/info", context => JsonResponse.WriteAsync(context, Info, AgentJson.Default.InfoDocument));
}
