using System.Runtime.InteropServices;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Insight;

/// <summary>Services and their resources, from the traces that are kept.</summary>
internal static class ServiceReport
{
    /// <summary>
    /// All services, the busiest first. A request is a span whose parent is of another service, or of none; of the spans by which a
    /// service receives and processes one message, the longest.
    /// </summary>
    public static IReadOnlyList<ServiceFigures> Services(IReadOnlyList<TraceSnapshot> traces)
    {
        Dictionary<string, FiguresBuilder> services = [];
        Dictionary<(ulong Sender, string Service), StoredSpan> messages = [];
        foreach (TraceSnapshot trace in traces)
        {
            SpanParents parents = new(trace);
            messages.Clear();
            foreach (StoredSpan span in trace.Spans)
            {
                FiguresBuilder figures = Get(services, span.Service);
                figures.CountSpan();
                StoredSpan? parent = parents.Of(span);
                if (parent?.Message is { Direction: MessageDirection.Sent } && span.Message is { Direction: MessageDirection.Taken })
                {
                    ref StoredSpan? longest = ref CollectionsMarshal.GetValueRefOrAddDefault(messages, (parent.SpanId, span.Service), out _);
                    longest = longest?.Duration > span.Duration ? longest : span;
                }
                else if (parent?.Service != span.Service)
                {
                    figures.CountRequest(span.Duration, span.IsFailed);
                }
            }

            foreach (StoredSpan span in messages.Values)
            {
                Get(services, span.Service).CountRequest(span.Duration, span.IsFailed);
            }
        }

        double seconds = TimeWindow.Seconds(traces);
        return [.. services.Select(pair => pair.Value.Build(pair.Key, "", "", seconds)).OrderByDescending(figures => figures.Requests)];
    }

    /// <summary>What one service does, the most frequent first.</summary>
    public static IReadOnlyList<ServiceFigures> Resources(IReadOnlyList<TraceSnapshot> traces, string service, int max)
    {
        Dictionary<(string Name, string Resource), FiguresBuilder> resources = [];
        foreach (StoredSpan span in traces.SelectMany(trace => trace.Spans).Where(span => span.Service == service))
        {
            FiguresBuilder figures = Get(resources, (span.Name, span.Resource));
            figures.CountSpan();
            figures.CountRequest(span.Duration, span.IsFailed);
        }

        double seconds = TimeWindow.Seconds(traces);
        return
        [
            .. resources
                .Select(pair => pair.Value.Build(service, pair.Key.Name, pair.Key.Resource, seconds))
                .OrderByDescending(figures => figures.Requests)
                .Take(max),
        ];
    }

    private static FiguresBuilder Get<TKey>(Dictionary<TKey, FiguresBuilder> all, TKey key)
        where TKey : notnull
    {
        if (!all.TryGetValue(key, out FiguresBuilder? figures))
        {
            figures = new FiguresBuilder();
            all.Add(key, figures);
        }

        return figures;
    }
}
