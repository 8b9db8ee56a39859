using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Waybill.LocalAgent.Api;
using Waybill.LocalAgent.Otlp;

namespace Waybill.LocalAgent.Intake;

/// <summary>Where traces come in: the four versions of Datadog's format and OTLP over HTTP.</summary>
internal static class IntakeEndpoints
{
    public const string OtlpPath = "/v1/traces";

    /// <summary>The paths of Datadog's format, all with MessagePack.</summary>
    public static IReadOnlyList<(string Path, PayloadDecoder Decode)> Datadog { get; } =
    [
        ("/v0.3/traces", TracesV04Decoder.Decode),
        ("/v0.4/traces", TracesV04Decoder.Decode),
        ("/v0.5/traces", TracesV05Decoder.Decode),
        ("/v0.7/traces", TracesV07Decoder.Decode),
    ];

    public static void Map(IEndpointRouteBuilder routes, TraceIntake intake, SamplingRates rates)
    {
        foreach ((string path, PayloadDecoder decode) in Datadog)
        {
            routes.MapMethods(path, [HttpMethods.Post, HttpMethods.Put], context => HandleAsync(
                context, intake, decode, "application/msgpack", MediaTypeNames.Application.Json, rates.Json));
        }

        // The answer is an ExportTraceServiceResponse with nothing in it.
        routes.MapMethods(OtlpPath, [HttpMethods.Post], context => HandleAsync(
            context, intake, OtlpTraceDecoder.Decode, "application/x-protobuf", "application/x-protobuf", ""));
    }

    private static async Task HandleAsync(
        HttpContext context, TraceIntake intake, PayloadDecoder decode, string wanted, string answerType, string answer)
    {
        IntakeResult result = Unsupported(context.Request, wanted) is { } reason
            ? new(StatusCodes.Status415UnsupportedMediaType, reason)
            : await intake.TakeAsync(context.Request, decode).ConfigureAwait(false);
        if (result.Refusal is { } refusal)
        {
            await JsonResponse.RefuseAsync(context, result.Status, refusal).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = answerType;
        context.Response.ContentLength = answer.Length;
        await context.Response.WriteAsync(answer, context.RequestAborted).ConfigureAwait(false);
    }

    private static string? Unsupported(HttpRequest request, string wanted)
    {
        string encoding = request.Headers.ContentEncoding.ToString();
        if (!RequestBody.Knows(encoding))
        {
            return $"the Content-Encoding '{encoding}' is not supported; send gzip, deflate, br or none";
        }

        return MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals(wanted, StringComparison.OrdinalIgnoreCase)
                ? null
                : $"the Content-Type '{request.ContentType}' is not supported; send {wanted}";
    }
}
