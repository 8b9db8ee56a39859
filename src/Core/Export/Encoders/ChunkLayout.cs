using System.Diagnostics;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Encoders;

/// <summary>What is to be known of all spans of a chunk before the first is encoded: ids, and who is whose parent. Used again for each chunk.</summary>
internal sealed class ChunkLayout(string defaultService)
{
    /// <summary>In a larger chunk, parents are looked up in a table and not one by one.</summary>
    private const int SearchedSpans = 64;

    /// <summary>The room for a larger chunk is not kept.</summary>
    private const int MaxKeptSpans = 4096;

    private readonly Dictionary<ulong, int> table = [];
    private ulong[] ids = new ulong[SearchedSpans];
    private ulong[] parents = new ulong[SearchedSpans];
    private Activity[] spans = [];
    private bool hasRoot;
    private Activity? lastParent;
    private string? serviceOfLastParent;

    internal void Read(TraceChunk chunk)
    {
        spans = chunk.Spans;
        hasRoot = false;
        if (ids.Length < spans.Length)
        {
            ids = new ulong[spans.Length * 2];
            parents = new ulong[spans.Length * 2];
        }

        var index = 0;
        foreach (var span in spans)
        {
            ids[index] = Hex.From(span.SpanId);
            parents[index] = Hex.From(span.ParentSpanId);
            hasRoot |= parents[index++] == 0;
        }
    }

    internal ulong IdOf(int index) => ids[index];

    /// <summary>0: it has none.</summary>
    internal ulong ParentOf(int index) => parents[index];

    internal ChunkPosition PositionOf(int index, Activity span, string service, bool isFirstOfPayload)
    {
        var parentId = parents[index];
        if (parentId == 0 || span.HasRemoteParent)
        {
            return new ChunkPosition(index == 0, isFirstOfPayload && index == 0, HasPriority: true, IsLocalRoot: true, IsTopLevel: true);
        }

        // Most parents are known as objects: then nobody need look for the id, unless the chunk has no root.
        var parent = span.Parent is null || !hasRoot ? IndexOf(parentId) : -1;
        return new ChunkPosition(
            index == 0,
            isFirstOfPayload && index == 0,
            HasPriority: parent < 0 && !hasRoot,
            IsLocalRoot: false,
            IsTopLevel: !IsOfSameService(service, span.Parent ?? (parent < 0 ? null : spans[parent])));
    }

    /// <summary>Forgets the chunk.</summary>
    internal void Clear()
    {
        spans = [];
        lastParent = null;
        table.Clear();
        if (ids.Length > MaxKeptSpans)
        {
            ids = new ulong[SearchedSpans];
            parents = new ulong[SearchedSpans];
            table.TrimExcess();
        }
    }

    /// <summary>A parent of this process that is in no chunk with its child and that the Activity does not know either is taken for one of the same service.</summary>
    private bool IsOfSameService(string service, Activity? parent)
    {
        if (parent is null)
        {
            return true;
        }

        if (parent != lastParent) // children of one parent mostly follow each other
        {
            lastParent = parent;
            serviceOfLastParent = parent.GetTagItem(SpanTags.ServiceName) is string { Length: > 0 } name ? name : defaultService;
        }

        return service == serviceOfLastParent;
    }

    private int IndexOf(ulong id)
    {
        var count = spans.Length;
        if (count <= SearchedSpans)
        {
            return ids.AsSpan(0, count).IndexOf(id);
        }

        if (table.Count == 0)
        {
            for (var index = 0; index < count; index++)
            {
                table[ids[index]] = index;
            }
        }

        return table.TryGetValue(id, out var found) ? found : -1;
    }
}
