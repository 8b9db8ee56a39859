using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Api;

/// <summary>
/// <c>GET /api/events</c>: Server-Sent Events
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html). An event <c>change</c> comes at once and whenever something has changed, with the statistics as
/// its data, and at most two a second.
/// </summary>
internal static class EventsEndpoint
{
    private const int MaxStreams = 64;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>A line that says nothing goes out as often, so that a client that is gone is noticed.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder routes, TraceStore store, ChangeFeed feed, IHostApplicationLifetime lifetime)
    {
        int streams = 0;
        routes.MapGet("/api/events", async context =>
        {
            try
            {
                if (Interlocked.Increment(ref streams) > MaxStreams)
                {
                    await JsonResponse.RefuseAsync(
                        context, StatusCodes.Status503ServiceUnavailable, $"{MaxStreams} clients listen already; close one").ConfigureAwait(false);
                    return;
                }

                using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
                await StreamAsync(context.Response, store, feed, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The client went away, or the agent ends.
            }
            finally
            {
                Interlocked.Decrement(ref streams);
            }
        });
    }

    private static async Task StreamAsync(HttpResponse response, TraceStore store, ChangeFeed feed, CancellationToken stop)
    {
        response.ContentType = "text/event-stream";
        long seen = -1;
        while (true)
        {
            long version = await feed.NextAsync(seen, Heartbeat, stop).ConfigureAwait(false);
            string line = version == seen
                ? ":\n\n"
                : $"event: change\ndata: {JsonSerializer.Serialize(store.Statistics(), AgentJson.Default.AgentStatistics)}\n\n";
            seen = version;
            await response.WriteAsync(line, stop).ConfigureAwait(false);
            await response.Body.FlushAsync(stop).ConfigureAwait(false);
            await Task.Delay(Pause, stop).ConfigureAwait(false);
        }
    }
}
