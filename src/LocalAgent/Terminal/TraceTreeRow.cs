using System.Globalization;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Terminal;

/// <summary>The texts of one span's row, still of any width.</summary>
internal sealed record TraceTreeRow(TraceSpan Span, string Guides, string GuidesBelow, string Start, string Duration, string Queue)
{
    /// <summary>Deeper nodes are drawn at this depth, with their depth as a number: the terminal has an edge.</summary>
    private const int MaxDrawnDepth = 12;

    /// <summary>The rows of nodes that come parents first.</summary>
    public static IReadOnlyList<TraceTreeRow> Of(IEnumerable<TraceTreeNode> nodes, Timeline timeline, TreeGlyphs glyphs)
    {
        Dictionary<TraceTreeNode, string> guidesBelow = [];
        List<TraceTreeRow> rows = [];
        foreach (TraceTreeNode node in nodes)
        {
            string above = node.Parent is null ? "" : guidesBelow[node.Parent];
            string own = node.Depth switch
            {
                0 => "",
                <= MaxDrawnDepth => above + (node.IsLast ? glyphs.LastBranch : glyphs.Branch),
                _ => string.Create(CultureInfo.InvariantCulture, $"{above}{glyphs.LastBranch}({node.Depth}) "),
            };
            string below = node.Depth is 0 or > MaxDrawnDepth ? above : above + (node.IsLast ? glyphs.Gap : glyphs.Line);
            guidesBelow[node] = below;
            rows.Add(new TraceTreeRow(
                node.Span,
                own,
                node.Children.Count > 0 && node.Depth <= MaxDrawnDepth ? below + glyphs.Line : below + glyphs.Gap,
                SpanText.Milliseconds(timeline.OffsetOf(node.Span)),
                SpanText.Milliseconds(Timeline.DurationOf(node.Span)),
                SpanText.QueueTime(node.Span) is { } queueTime ? SpanText.Milliseconds(queueTime) : ""));
        }

        return rows;
    }
}
