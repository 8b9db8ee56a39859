using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Terminal;

/// <summary>The common time scale of a trace's spans. Takes any number from the wire without overflow.</summary>
internal sealed class Timeline
{
    private const double NanosecondsPerMillisecond = 1e6;
    private readonly Int128 start;

    public Timeline(IReadOnlyList<TraceSpan> spans)
    {
        start = spans.Count == 0 ? 0 : spans.Min(span => span.Start);
        Int128 end = spans.Count == 0 ? 0 : spans.Max(End);
        Total = ToMilliseconds(end - start);
    }

    /// <summary>From the first start to the last end, in milliseconds.</summary>
    public double Total { get; }

    /// <summary>From the first start to the span's, in milliseconds.</summary>
    public double OffsetOf(TraceSpan span) => ToMilliseconds(span.Start - start);

    /// <summary>The span's duration in milliseconds; clocks that went backwards give 0.</summary>
    public static double DurationOf(TraceSpan span) => ToMilliseconds(Math.Max(0, span.Duration));

    /// <summary>
    /// The span on a line of <paramref name="cells"/> cells: how many are empty, how many show the time in the queue before
    /// it, and how many, at least one, show the span itself.
    /// </summary>
    public (int Empty, int Queue, int Bar) Place(TraceSpan span, int cells)
    {
        int from = Math.Min(CellOf(OffsetOf(span), cells), cells - 1);
        int to = Math.Clamp(CellOf(OffsetOf(span) + DurationOf(span), cells), from + 1, cells);
        int queueFrom = SpanText.QueueTime(span) is { } queueTime ? CellOf(OffsetOf(span) - queueTime, cells) : from;
        queueFrom = Math.Clamp(queueFrom, 0, from);
        return (queueFrom, from - queueFrom, to - from);
    }

    private static Int128 End(TraceSpan span) => (Int128)span.Start + Math.Max(0, span.Duration);

    private static double ToMilliseconds(Int128 nanoseconds) => (double)nanoseconds / NanosecondsPerMillisecond;

    private int CellOf(double milliseconds, int cells) =>
        Total > 0 ? (int)Math.Round(Math.Clamp(milliseconds / Total, 0, 1) * cells) : 0;
}
