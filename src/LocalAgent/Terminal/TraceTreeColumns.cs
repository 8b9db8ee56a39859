using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Terminal;

/// <summary>The widths of a tree's columns, in terminal cells; <see cref="Queue"/> is 0 when no span has a queue time.</summary>
internal sealed record TraceTreeColumns(int Service, int Operation, int Resource, int Start, int Duration, int Queue, int Bar)
{
    public const string ServiceTitle = "SERVICE";
    public const string OperationTitle = "OPERATION";
    public const string ResourceTitle = "RESOURCE";
    public const string StartTitle = "START ms";
    public const string DurationTitle = "TIME ms";
    public const string QueueTitle = "QUEUE ms";

    /// <summary>The cells between two columns.</summary>
    public const int Gap = 2;

    private const int MinBar = 18;

    /// <summary>Columns as wide as their texts where the width allows it, and the bars in what is left.</summary>
    public static TraceTreeColumns Fit(IReadOnlyList<TraceTreeRow> rows, TreeGlyphs glyphs, int width)
    {
        int start = Widest(rows, StartTitle, row => row.Start);
        int duration = Widest(rows, DurationTitle, row => row.Duration);
        int queue = rows.Any(row => row.Queue.Length > 0) ? Widest(rows, QueueTitle, row => row.Queue) : 0;
        int columns = queue > 0 ? 7 : 6;
        int left = width - start - duration - queue - (Gap * (columns - 1)) - MinBar;

        int service = Math.Min(Widest(rows, ServiceTitle, row => row.Span.Service), 16);
        int operation = Widest(rows, OperationTitle, row => row.Guides + ErrorMark(row.Span, glyphs) + row.Span.Name);
        int resource = Math.Min(Widest(rows, ResourceTitle, row => row.Span.Resource), 40);
        resource = Math.Clamp(left - service - operation, Math.Min(resource, 16), resource);
        operation = Math.Clamp(left - service - resource, Math.Min(operation, 12), operation);
        return new(service, operation, resource, start, duration, queue, Math.Max(1, left - service - operation - resource + MinBar));
    }

    /// <summary>What stands before the name of a failed operation, so that it shows without colours.</summary>
    public static string ErrorMark(TraceSpan span, TreeGlyphs glyphs) => span.Error != 0 ? glyphs.Error : "";

    private static int Widest(IReadOnlyList<TraceTreeRow> rows, string title, Func<TraceTreeRow, string> text) =>
        rows.Count == 0 ? title.Length : Math.Max(title.Length, rows.Max(row => TerminalText.Width(TerminalText.Cut(text(row), 60))));
}
