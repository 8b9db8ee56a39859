using System.Diagnostics;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tracing;

/// <summary>Starts Activities whose parent came with a message, or that begin a trace although another Activity is current.</summary>
internal static class RemoteParent
{
    [ThreadStatic]
    private static SpanContext? starting;

    /// <summary>
    /// The state that came with the parent of the Activity that is being started on this thread, which .NET's context has no place for; null for a
    /// trace that it is not of.
    /// </summary>
    internal static TraceLevelState? StateFor(TraceId128 trace) => starting is { } parent && parent.TraceId128 == trace ? parent.Trace : null;

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

        var outer = starting; // of a listener's own Activity that starts while another does
        starting = parent;
        try
        {
            return source.StartActivity(name, kind, ActivityState.ToActivityContext(parent), tags, Links(parent.Links), startTime);
        }
        finally
        {
            starting = outer;
        }
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
