using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Terminal;

/// <summary>
/// Orders the spans of a trace into trees. Whatever arrives, every span is in it exactly once: a span whose parent is missing is
/// a root, of spans with equal ids the first in the tree gets the children, and a cycle is cut where it is entered first.
/// </summary>
internal static class TraceTree
{
    /// <summary>All nodes, parents before children, siblings by start.</summary>
    public static IReadOnlyList<TraceTreeNode> Build(IReadOnlyList<TraceSpan> spans)
    {
        TraceSpan[] ordered = [.. spans.OrderBy(span => span.Start)];
        HashSet<ulong> ids = [.. ordered.Select(span => span.SpanId)];
        ILookup<ulong, TraceSpan> byParent = ordered.ToLookup(span => span.ParentId);
        HashSet<TraceSpan> placed = new(ReferenceEqualityComparer.Instance);
        List<TraceTreeNode> nodes = new(ordered.Length);
        foreach (TraceSpan root in ordered.Where(span => span.ParentId == span.SpanId || !ids.Contains(span.ParentId)))
        {
            Place(root, byParent, placed, nodes);
        }

        // What no root leads to is in a cycle, or below one.
        foreach (TraceSpan span in ordered)
        {
            Place(span, byParent, placed, nodes);
        }

        return nodes;
    }

    /// <summary>Places a root and all below it, with a stack of its own: a hostile trace may be of any depth.</summary>
    private static void Place(
        TraceSpan root,
        ILookup<ulong, TraceSpan> byParent,
        HashSet<TraceSpan> placed,
        List<TraceTreeNode> nodes)
    {
        Stack<TraceTreeNode> open = new();
        if (placed.Add(root))
        {
            open.Push(new TraceTreeNode(root, parent: null));
        }

        while (open.TryPop(out TraceTreeNode? node))
        {
            nodes.Add(node);
            foreach (TraceSpan child in byParent[node.Span.SpanId].Where(placed.Add))
            {
                node.Add(child);
            }

            foreach (TraceTreeNode child in node.Children.Reverse())
            {
                open.Push(child);
            }
        }
    }
}
