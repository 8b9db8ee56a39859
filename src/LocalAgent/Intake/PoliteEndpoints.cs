using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Waybill.LocalAgent.Intake;

/// <summary>
/// What tracers send besides traces, and this agent has no use for: it is read to the end and thanked for, so that no tracer logs a
/// warning or tries again.
/// </summary>
internal static class PoliteEndpoints
{
    /// <summary>Statistics that a tracer computed itself.</summary>
    public const string Statistics = "/v0.6/stats";

    private static readonly string[] Accepted =
    [
        "/telemetry/proxy/{**rest}", "/evp_proxy/{**rest}", "/v0.1/pipeline_stats", "/dogstatsd/v2/proxy",
        "/profiling/v1/input", "/debugger/v1/{**rest}", "/debugger/v2/{**rest}", "/symdb/v1/input", "/tracer_flare/v1", "/openlineage/{**rest}",
    ];

    public static void Map(IEndpointRouteBuilder routes, AgentOptions options)
    {
        string[] methods = [HttpMethods.Post, HttpMethods.Put];
        routes.MapMethods(Statistics, methods, context => AnswerAsync(context, options, StatusCodes.Status200OK));
        foreach (string path in Accepted)
        {
            routes.MapMethods(path, methods, context => AnswerAsync(context, options, StatusCodes.Status202Accepted));
        }

        // Remote configuration: there is none, and so nothing has changed.
        routes.MapMethods("/v0.7/config", [HttpMethods.Get, .. methods], context => AnswerAsync(context, options, StatusCodes.Status200OK));
    }

    private static async Task AnswerAsync(HttpContext context, AgentOptions options, int status)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        deadline.CancelAfter(options.BodyDeadline);
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or BadHttpRequestException)
        {
            context.Response.StatusCode = (e as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status408RequestTimeout;
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{}", context.RequestAborted).ConfigureAwait(false);
    }
}
