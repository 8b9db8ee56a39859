using System.Diagnostics;
using Waybill.Core.Export.Mapping;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Encoders;

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
    private bool hasServices;

    internal void Read(TraceChunk chunk)
    {
        var spans = chunk.Spans;
        count = spans.Length;
        hasRoot = false;
        if (ids.Length < count)
        {
            ids = new ulong[count * 2];
            entries = new Entry[count * 2];
        }

        for (var index = 0; index < count; index++)
        {
            var activity = spans[index];
            ref var entry = ref entries[index];
            entry.Names = ActivityTags.NamesOf(activity);
            entry.ParentId = Hex.From(activity.ParentSpanId);
            if (new ActivityTags(activity, entry.Names).Text(SpanTags.ServiceName) is { } service)
            {
                entry.OtherService = service;
                hasServices = true;
            }

            ids[index] = Hex.From(activity.SpanId);
            hasRoot |= entry.ParentId == 0;
        }

        if (count > SearchedSpans)
        {
            for (var index = 0; index < count; index++)
            {
                table[ids[index]] = index;
            }
        }
    }

    internal ulong IdOf(int index) => ids[index];

    internal ulong ParentOf(int index) => entries[index].ParentId;

    /// <summary>The tags of a span of the chunk.</summary>
    internal ActivityTags TagsOf(int index, Activity activity) => new(activity, entries[index].Names);

    internal string ServiceOf(int index) => entries[index].OtherService ?? defaultService;

    internal ChunkPosition PositionOf(int index, Activity activity, bool isFirstOfPayload)
    {
        ref readonly var entry = ref entries[index];
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
            IsTopLevel: !IsOfSameService(ServiceOf(index), parent, activity.Parent));
    }

    /// <summary>Forgets the chunk.</summary>
    internal void Clear()
    {
        if (hasServices)
        {
            entries.AsSpan(0, count).Clear();
            hasServices = false;
        }

        if (count > SearchedSpans)
        {
            table.Clear();
        }

        if (ids.Length > MaxKeptSpans)
        {
            ids = new ulong[SearchedSpans];
            entries = new Entry[SearchedSpans];
            table.TrimExcess();
        }
    }

    /// <summary>A parent of this process that is in no chunk with its child and that the Activity does not know either is taken for one of the same service.</summary>
    private bool IsOfSameService(string service, int parent, Activity? elsewhere) => parent >= 0
        ? ServiceOf(parent) == service
        : elsewhere is null || ((elsewhere.GetTagItem(SpanTags.ServiceName) as string is { Length: > 0 } name ? name : defaultService) == service);

    private int IndexOf(ulong id) => count > SearchedSpans
        ? table.TryGetValue(id, out var index) ? index : -1
        : ids.AsSpan(0, count).IndexOf(id);

    private struct Entry
    {
        /// <summary>See <see cref="ActivityTags.NamesOf"/>.</summary>
        internal ulong Names;

        /// <summary>0: it has none.</summary>
        internal ulong ParentId;

        /// <summary>Null: the default one.</summary>
        internal string? OtherService;
    }
}
