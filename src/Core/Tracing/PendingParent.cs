using System.Diagnostics;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tracing;

/// <summary>
/// A context that was just read for an Activity that the framework will start next, on this thread: .NET takes a parent as text, which has no
/// place for all of it.
/// </summary>
internal static class PendingParent
{
    [ThreadStatic]
    private static SpanContext? context;

    internal static void Set(SpanContext? read) => context = read;

    /// <summary>Gives the Activity what its parent's text could not say: the trace's state as it came, and links to contexts that lost.</summary>
    internal static void GiveTo(Activity activity, OpenTraces traces)
    {
        if (context is not { } pending)
        {
            return;
        }

        if (pending.TraceId128.IsZero ? activity is { Kind: ActivityKind.Server, ParentId: null } : IsParent(pending, activity))
        {
            context = null;
            traces.Continue(activity, pending.Trace);
            BaggageTags.Copy(pending.Baggage, PropagationDefaults.Settings.BaggageTagKeys, activity);
            foreach (var link in RemoteParent.Links(pending.Links) ?? [])
            {
                activity.AddLink(link);
            }
        }
    }

    private static bool IsParent(SpanContext pending, Activity activity) =>
        activity.HasRemoteParent && TraceId128.From(activity.TraceId) == pending.TraceId128;
}
