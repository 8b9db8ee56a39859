using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Insight;

/// <summary>Makes the row of a list from a trace.</summary>
internal static class TraceSummarizer
{
    private const int MaxNames = 12;

    public static TraceSummary Of(TraceSnapshot trace)
    {
        if (trace.Spans.Count == 0)
        {
            return new TraceSummary { TraceId = trace.TraceId, Arrival = trace.Arrival };
        }

        StoredSpan[] spans = [.. trace.Spans.OrderBy(span => span.Start)];
        StoredSpan root = Array.Find(spans, span => span.ParentId == 0) ?? spans[0];
        Int128 end = spans.Max(span => (Int128)span.Start + span.Duration);
        string[] services = [.. spans.Select(span => span.Service).Distinct().Take(MaxNames + 1)];
        string[] brokers = [.. spans.Select(span => span.Message?.System).OfType<string>().Distinct().Take(MaxNames + 1)];
        return new TraceSummary
        {
            TraceId = trace.TraceId,
            Arrival = trace.Arrival,
            Service = root.Service,
            Name = root.Name,
            Resource = root.Resource,
            Start = spans[0].Start,
            Duration = (double)(end - spans[0].Start),
            Spans = spans.Length,
            Errors = spans.Count(span => span.IsFailed),
            Services = [.. services.Take(MaxNames)],
            Brokers = [.. brokers.Take(MaxNames)],
            IsCut = services.Length > MaxNames || brokers.Length > MaxNames,
        };
    }
}
