using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Api;

/// <summary>
/// <c>GET /api/traces</c>, all with all their spans and the newest last; <c>GET /api/traces/{id}</c>, with <c>?download=true</c> as a file, with
/// <c>?have=N</c> answered 204 if it still has N spans; <c>DELETE /api/traces</c> forgets all.
/// </summary>
internal static class TracesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, TraceStore store)
    {
        routes.MapGet("/api/traces", context => WriteAllAsync(context, store));
        routes.MapGet("/api/traces/{id}", context => WriteOneAsync(context, store));
        routes.MapDelete("/api/traces", context =>
        {
            store.Clear();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
    }

    private static async Task WriteAllAsync(HttpContext context, TraceStore store)
    {
        context.Response.ContentType = "application/json";
        PipeWriter output = context.Response.BodyWriter;
        TraceWriter.Write(output, "["u8);
        bool isFirst = true;
        foreach (TraceSnapshot trace in store.All())
        {
            if (!isFirst)
            {
                TraceWriter.Write(output, ","u8);
            }

            isFirst = false;
            await TraceWriter.WriteAsync(output, trace, context.RequestAborted).ConfigureAwait(false);
        }

        TraceWriter.Write(output, "]"u8);
    }

    private static Task WriteOneAsync(HttpContext context, TraceStore store)
    {
        string id = (string)context.Request.RouteValues["id"]!;
        foreach (ulong lowerHalf in TraceIdText.Readings(id))
        {
            if (store.Find(lowerHalf) is { } trace)
            {
                if (context.Request.Query["have"] == trace.Spans.Count.ToString(CultureInfo.InvariantCulture))
                {
                    context.Response.StatusCode = StatusCodes.Status204NoContent;
                    return Task.CompletedTask;
                }

                context.Response.ContentType = "application/json";
                if (context.Request.Query["download"] == "true")
                {
                    context.Response.Headers.ContentDisposition = $"attachment; filename=\"trace-{trace.TraceId}.json\"";
                }

                return TraceWriter.WriteAsync(context.Response.BodyWriter, trace, context.RequestAborted);
            }
        }

        return JsonResponse.RefuseAsync(
            context,
            StatusCodes.Status404NotFound,
            "no such trace is kept; give its id as 32 or 16 hex digits, or the lower 64 bits as a decimal number");
    }
}
