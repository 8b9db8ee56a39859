using System.Diagnostics;

namespace Waybill.Core.Tracing;

/// <summary>Starts Activities whose parent came with a message, or that begin a trace although another Activity is current.</summary>
internal static class RemoteParent
{
    internal static Activity? StartChild(
        ActivitySource source,
        string name,
        ActivityKind kind,
        IEnumerable<KeyValuePair<string, object?>>? tags,
        SpanContext parent,
        DateTimeOffset startTime = default)
    {
        if (!source.HasListeners())
        {
            return null;
        }

        var activity = source.StartActivity(name, kind, ActivityState.ToActivityContext(parent), tags, Links(parent.Links), startTime);
        if (activity is not null)
        {
            OpenTraces.Current?.Continue(activity, parent.Trace);
        }

        return activity;
    }

    /// <summary>A new trace. The Activity that was current is so again after the call's caller has set it back.</summary>
    internal static Activity? StartRoot(
        ActivitySource source,
        string name,
        ActivityKind kind,
        IEnumerable<KeyValuePair<string, object?>>? tags,
        IReadOnlyList<SpanContextLink> links,
        DateTimeOffset startTime = default)
    {
        if (!source.HasListeners())
        {
            return null;
        }

        var before = Activity.Current;
        Activity.Current = null;
        var activity = source.StartActivity(name, kind, parentContext: default, tags, Links(links), startTime);
        if (activity is null)
        {
            Activity.Current = before;
        }

        return activity;
    }

    internal static ActivityLink[]? Links(IReadOnlyList<SpanContextLink> links) => links.Count == 0
        ? null
        : [.. links.Select(link => new ActivityLink(ActivityState.ToActivityContext(link.Context), [.. link.Attributes]))];
}
