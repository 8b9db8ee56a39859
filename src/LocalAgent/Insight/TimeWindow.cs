using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Insight;

/// <summary>The time that rates are reckoned over.</summary>
internal static class TimeWindow
{
    /// <summary>Seconds from the first start to the last start of any kept span, at least one.</summary>
    public static double Seconds(IReadOnlyList<TraceSnapshot> traces)
    {
        Int128 first = long.MaxValue;
        Int128 last = long.MinValue;
        foreach (TraceSnapshot trace in traces)
        {
            foreach (StoredSpan span in trace.Spans)
            {
                first = Int128.Min(first, span.Start);
                last = Int128.Max(last, span.Start);
            }
        }

        return Math.Max(1, (double)(last - first) / 1e9);
    }
}
