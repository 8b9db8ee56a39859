using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Terminal;

/// <summary>A span at its place in the tree.</summary>
internal sealed class TraceTreeNode(TraceSpan span, TraceTreeNode? parent)
{
    private readonly List<TraceTreeNode> children = [];

    /// <summary>The span.</summary>
    public TraceSpan Span { get; } = span;

    /// <summary>The node above; null for a root.</summary>
    public TraceTreeNode? Parent { get; } = parent;

    /// <summary>How many nodes are above.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>The nodes below, by start.</summary>
    public IReadOnlyList<TraceTreeNode> Children => children;

    /// <summary>Whether no sibling comes after.</summary>
    public bool IsLast => Parent is null || ReferenceEquals(Parent.children[^1], this);

    /// <summary>Adds a node below.</summary>
    public TraceTreeNode Add(TraceSpan child)
    {
        var node = new TraceTreeNode(child, this);
        children.Add(node);
        return node;
    }
}
