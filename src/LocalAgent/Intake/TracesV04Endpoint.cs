using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Waybill.LocalAgent.Api;

namespace Waybill.LocalAgent.Intake;

/// <summary><c>POST</c> and <c>PUT /v0.4/traces</c>: what Datadog's tracers send.</summary>
internal static class TracesV04Endpoint
{
    public const string Path = "/v0.4/traces";

    // The sampling rates that the tracers are to use: the desk wants to see everything.
    private const string KeepEverything = """{"rate_by_service":{"service:,env:":1}}""";

    public static void Map(IEndpointRouteBuilder routes, TraceIntake intake) =>
        routes.MapMethods(Path, [HttpMethods.Post, HttpMethods.Put], context => HandleAsync(context, intake));

    private static async Task HandleAsync(HttpContext context, TraceIntake intake)
    {
        IntakeResult result = Unsupported(context.Request) is { } reason
            ? new(StatusCodes.Status415UnsupportedMediaType, reason)
            : await intake.TakeAsync(context.Request, TracesV04Decoder.Decode).ConfigureAwait(false);
        if (result.Refusal is { } refusal)
        {
            await JsonResponse.RefuseAsync(context, result.Status, refusal).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = KeepEverything.Length;
        await context.Response.WriteAsync(KeepEverything, context.RequestAborted).ConfigureAwait(false);
    }

    private static string? Unsupported(HttpRequest request)
    {
        string? encoding = request.Headers.ContentEncoding;
        if (!string.IsNullOrEmpty(encoding) && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return $"the Content-Encoding '{encoding}' is not supported; send the body uncompressed";
        }

        return MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals("application/msgpack", StringComparison.OrdinalIgnoreCase)
                ? null
                : $"the Content-Type '{request.ContentType}' is not supported; send application/msgpack";
    }
}
