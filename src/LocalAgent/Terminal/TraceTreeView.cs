using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Terminal;

/// <summary>A trace as lines of a terminal. Everything is a plain segment: no text from the wire is ever read as markup.</summary>
internal sealed class TraceTreeView(Trace trace, int width) : IRenderable
{
    /// <summary>The most spans that are drawn.</summary>
    public const int MaxRows = 500;

    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Failed = new(Color.Red1);
    private readonly ServicePalette palette = new();
    private readonly List<Segment> segments = [];

    public Measurement Measure(RenderOptions options, int maxWidth) => new(width, width);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        segments.Clear();
        TreeGlyphs glyphs = options.Unicode ? TreeGlyphs.Unicode : TreeGlyphs.Ascii;
        Timeline timeline = new(trace.Spans);
        IReadOnlyList<TraceTreeRow> rows = TraceTreeRow.Of(TraceTree.Build(trace.Spans).Take(MaxRows), timeline, glyphs);
        TraceTreeColumns columns = TraceTreeColumns.Fit(rows, glyphs, width);
        AddSummary(timeline);
        AddTitles(columns, timeline);
        foreach (TraceTreeRow row in rows)
        {
            AddRow(row, columns, timeline, glyphs);
        }

        if (trace.Spans.Count > rows.Count)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"and {trace.Spans.Count - rows.Count} more spans"), Faint);
            EndLine();
        }

        return segments;
    }

    private void AddSummary(Timeline timeline)
    {
        int services = trace.Spans.Select(span => span.Service).Distinct().Count();
        int errors = trace.Spans.Count(span => span.Error != 0);
        Add($"Trace {TerminalText.Cut(trace.TraceId, 32)}", Bold);
        Add($"   {Plural(services, "service")}, {Plural(trace.Spans.Count, "span")}, ", Faint);
        Add(Plural(errors, "error"), errors > 0 ? Failed : Faint);
        Add($", {SpanText.Milliseconds(timeline.Total)} ms", Faint);
        EndLine();
    }

    private void AddTitles(TraceTreeColumns columns, Timeline timeline)
    {
        string total = $"{SpanText.Milliseconds(timeline.Total)} ms";
        Add(Cell(TraceTreeColumns.ServiceTitle, columns.Service), Faint);
        Add(Cell(TraceTreeColumns.OperationTitle, columns.Operation), Faint);
        Add(Cell(TraceTreeColumns.ResourceTitle, columns.Resource), Faint);
        AddNumbers(TraceTreeColumns.StartTitle, TraceTreeColumns.DurationTitle, TraceTreeColumns.QueueTitle, columns, Faint);
        Add("0" + TerminalText.Right(total, columns.Bar - 1), Faint);
        EndLine();
    }

    private void AddRow(TraceTreeRow row, TraceTreeColumns columns, Timeline timeline, TreeGlyphs glyphs)
    {
        TraceSpan span = row.Span;
        Style service = palette[span.Service];
        bool failed = span.Error != 0;
        string guides = TerminalText.Cut(row.Guides, columns.Operation);
        Add(Cell(span.Service, columns.Service), service);
        Add(guides, Faint);
        string name = TraceTreeColumns.ErrorMark(span, glyphs) + span.Name;
        Add(Cell(name, columns.Operation - TerminalText.Width(guides)), failed ? Failed : Style.Plain);
        Add(Cell(span.Resource, columns.Resource), Style.Plain);
        AddNumbers(row.Start, row.Duration, row.Queue, columns, Style.Plain);

        (int empty, int queue, int bar) = timeline.Place(span, columns.Bar);
        Add(new string(' ', empty), Style.Plain);
        Add(new string(glyphs.Queue, queue), Faint);
        Add(new string(glyphs.Bar, bar), failed ? Failed : service);
        EndLine();
        if (failed)
        {
            Add(Cell("", columns.Service), Style.Plain);
            Add(row.GuidesBelow, Faint);
            int left = width - columns.Service - TraceTreeColumns.Gap - TerminalText.Width(row.GuidesBelow);
            Add(TerminalText.Cut(SpanText.Error(span), Math.Max(0, left)), Failed);
            EndLine();
        }
    }

    private void AddNumbers(string start, string duration, string queue, TraceTreeColumns columns, Style style)
    {
        string gap = new(' ', TraceTreeColumns.Gap);
        Add(TerminalText.Right(start, columns.Start) + gap + TerminalText.Right(duration, columns.Duration) + gap, style);
        Add(columns.Queue > 0 ? TerminalText.Right(queue, columns.Queue) + gap : "", style);
    }

    private static string Cell(string text, int width) => TerminalText.Left(text, width) + new string(' ', TraceTreeColumns.Gap);

    private static string Plural(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private void Add(string text, Style style)
    {
        if (text.Length > 0)
        {
            segments.Add(new Segment(text, style));
        }
    }

    private void EndLine() => segments.Add(Segment.LineBreak);
}
