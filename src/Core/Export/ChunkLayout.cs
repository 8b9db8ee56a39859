using System.Diagnostics;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>What is to be known of all spans of a chunk before the first is encoded: ids, services, and who is whose parent. Used again for each chunk.</summary>
internal sealed class ChunkLayout(string defaultService)
{
    /// <summary>In a larger chunk, parents are looked up in a table and not one by one.</summary>
    private const int SearchedSpans = 64;

    /// <summary>The room for a larger chunk is not kept.</summary>
    private const int MaxKeptSpans = 4096;

    private readonly Dictionary<ulong, int> table = [];
    private ulong[] ids = new ulong[SearchedSpans];
    private Entry[] entries = new Entry[SearchedSpans];
    private int count;
    private bool hasRoot;

    internal void Read(TraceChunk chunk)
    {
        count = chunk.Spans.Count;
        hasRoot = false;
        if (ids.Length < count)
        {
            ids = new ulong[count * 2];
            entries = new Entry[count * 2];
        }

        for (var index = 0; index < count; index++)
        {
            ActivityTags tags = new(chunk.Spans[index]);
            var parent = Hex.From(tags.Activity.ParentSpanId);
            ids[index] = Hex.From(tags.Activity.SpanId);
            entries[index] = new Entry(tags, parent, tags.Text(SpanTags.ServiceName) ?? defaultService);
            hasRoot |= parent == 0;
        }

        if (count > SearchedSpans)
        {
            for (var index = 0; index < count; index++)
            {
                table[ids[index]] = index;
            }
        }
    }

    internal ref readonly Entry this[int index] => ref entries[index];

    internal ulong IdOf(int index) => ids[index];

    internal ChunkPosition PositionOf(int index, bool isFirstOfPayload)
    {
        ref readonly var entry = ref entries[index];
        var activity = entry.Tags.Activity;
        if (entry.ParentId == 0 || activity.HasRemoteParent)
        {
            return new ChunkPosition(index == 0, isFirstOfPayload && index == 0, HasPriority: true, IsLocalRoot: true, IsTopLevel: true);
        }

        var parent = IndexOf(entry.ParentId);
        return new ChunkPosition(
            index == 0,
            isFirstOfPayload && index == 0,
            HasPriority: parent < 0 && !hasRoot,
            IsLocalRoot: false,
            IsTopLevel: !IsOfSameService(entry.Service, parent, activity.Parent));
    }

    /// <summary>Lets go of the Activities.</summary>
    internal void Clear()
    {
        entries.AsSpan(0, count).Clear();
        table.Clear();
        if (ids.Length > MaxKeptSpans)
        {
            ids = new ulong[SearchedSpans];
            entries = new Entry[SearchedSpans];
            table.TrimExcess();
        }
    }

    /// <summary>A parent of this process that is in no chunk with its child and that the Activity does not know either is taken for one of the same service.</summary>
    private bool IsOfSameService(string service, int parent, Activity? elsewhere) => parent >= 0
        ? (object)entries[parent].Service == service || entries[parent].Service == service
        : elsewhere is null || ((elsewhere.GetTagItem(SpanTags.ServiceName) as string is { Length: > 0 } name ? name : defaultService) == service);

    private int IndexOf(ulong id) => count > SearchedSpans
        ? table.TryGetValue(id, out var index) ? index : -1
        : ids.AsSpan(0, count).IndexOf(id);

    /// <param name="Tags">The span.</param>
    /// <param name="ParentId">Its parent; 0 when it has none.</param>
    /// <param name="Service">Its service.</param>
    internal readonly record struct Entry(ActivityTags Tags, ulong ParentId, string Service);
}
