using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Waybill.LocalAgent.Api;

namespace Waybill.LocalAgent.Web;

/// <summary>Whatever goes wrong in a request ends with that request, in an answer that says so and a line in the log.</summary>
internal static class CrashGuard
{
    public static void Use(IApplicationBuilder agent) => agent.Use(async (context, next) =>
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer to.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            // The path is from the wire: only its first characters, and no line breaks.
            string path = new([.. context.Request.Path.ToString().Take(100).Select(c => char.IsControl(c) ? '?' : c)]);
            await Console.Error.WriteLineAsync($"The request {path} failed: {e.GetType().Name}: {e.Message}").ConfigureAwait(false);
            context.Response.Clear();
            await JsonResponse.RefuseAsync(
                context, StatusCodes.Status500InternalServerError, $"the agent failed on this request: {e.GetType().Name}").ConfigureAwait(false);
        }
    });
}
