using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Api;

/// <summary><c>GET /api/traces</c>, the newest last, and <c>GET /api/traces/{id}</c>.</summary>
internal static class TracesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, TraceStore store)
    {
        routes.MapGet("/api/traces", context => JsonResponse.WriteAsync(context, store.All(), AgentJson.Default.Traces));
        routes.MapGet("/api/traces/{id}", context => WriteOneAsync(context, store));
    }

    private static Task WriteOneAsync(HttpContext context, TraceStore store)
    {
        string id = (string)context.Request.RouteValues["id"]!;
        foreach (ulong lowerHalf in TraceIdText.Readings(id))
        {
            if (store.Find(lowerHalf) is { } trace)
            {
                return JsonResponse.WriteAsync(context, trace, AgentJson.Default.Trace);
            }
        }

        return JsonResponse.RefuseAsync(
            context,
            StatusCodes.Status404NotFound,
            "no such trace is kept; give its id as 32 or 16 hex digits, or the lower 64 bits as a decimal number");
    }
}
