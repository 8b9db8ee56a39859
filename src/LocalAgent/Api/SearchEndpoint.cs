using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Waybill.LocalAgent.Insight;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Api;

/// <summary>
/// <c>GET /api/search</c>: rows of a list, the newest first. <c>q</c> are words (see <see cref="TraceQuery"/>); <c>service</c>, <c>resource</c>,
/// <c>broker</c> and <c>destination</c> are exact; <c>errors=true</c> wants failed spans; <c>minMs</c> is the least duration; <c>limit</c> is from 1
/// to 1000, by default 200; <c>before</c> is the <c>next</c> of an earlier answer.
/// </summary>
internal static class SearchEndpoint
{
    private const int DefaultLimit = 200;
    private const int MaxLimit = 1000;

    public static void Map(IEndpointRouteBuilder routes, TraceStore store) =>
        routes.MapGet("/api/search", context => HandleAsync(context, store));

    private static Task HandleAsync(HttpContext context, TraceStore store)
    {
        IQueryCollection query = context.Request.Query;
        string text = query["q"].ToString();
        if (text.Length > TraceQuery.MaxText)
        {
            return JsonResponse.RefuseAsync(
                context, StatusCodes.Status400BadRequest, $"q has {text.Length} characters, of which {TraceQuery.MaxText} are allowed");
        }

        if (Number(query, "limit", DefaultLimit) is not (>= 1 and <= MaxLimit and { } limit)
            || Number(query, "before", double.MaxValue) is not { } before
            || Number(query, "minMs", 0) is not { } minMs)
        {
            return JsonResponse.RefuseAsync(
                context, StatusCodes.Status400BadRequest, $"limit is a number from 1 to {MaxLimit}, before and minMs are numbers from 0");
        }

        TraceQuery wanted = new(text)
        {
            Service = query["service"].ToString(),
            Resource = query["resource"].ToString(),
            Broker = query["broker"].ToString(),
            Destination = query["destination"].ToString(),
            IsFailed = query["errors"] == "true",
            MinDuration = minMs * 1e6,
        };
        return JsonResponse.WriteAsync(context, Find(store.All(), wanted, (int)limit, before, context.RequestAborted), AgentJson.Default.SearchResult);
    }

    private static SearchResult Find(IReadOnlyList<TraceSnapshot> traces, TraceQuery wanted, int limit, double before, CancellationToken aborted)
    {
        List<TraceSummary> rows = [];
        for (int i = traces.Count - 1; i >= 0 && !aborted.IsCancellationRequested; i--)
        {
            if (traces[i].Arrival >= before || !wanted.Matches(traces[i]))
            {
                continue;
            }

            if (rows.Count == limit)
            {
                return new SearchResult(rows, rows[^1].Arrival, traces.Count);
            }

            rows.Add(TraceSummarizer.Of(traces[i]));
        }

        return new SearchResult(rows, Next: 0, traces.Count);
    }

    /// <summary>Null if the value is no number from 0.</summary>
    private static double? Number(IQueryCollection query, string name, double otherwise) =>
        query[name].ToString() switch
        {
            "" => otherwise,
            { } text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) => number,
            _ => null,
        };
}
