using System.Diagnostics;
using System.Text;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tracing;

/// <summary>The trace-level state and the ids of an Activity, whoever made it.</summary>
/// <remarks>
/// The state is with the running tracer, else in the Activity's own tracestate, which .NET hands on from parent to child, also
/// through Activities that others make.
/// </remarks>
internal static class ActivityState
{
    private const string Decided = "waybill.decided";

    /// <summary>The first of its ancestors in this process, or itself.</summary>
    internal static Activity LocalRootOf(Activity activity)
    {
        while (activity.Parent is { } parent)
        {
            activity = parent;
        }

        return activity;
    }

    /// <summary>Leaves the program's decision with the root, for children that begin after all other spans of the trace have ended.</summary>
    internal static void Leave(TraceLevelState decided, Activity activity) => LocalRootOf(activity).SetCustomProperty(Decided, decided);

    internal static SpanContext ContextOf(Activity activity)
    {
        var traceId = TraceId128.From(activity.TraceId);
        return new SpanContext(traceId, Hex.From(activity.SpanId), Of(activity, traceId));
    }

    /// <summary>The same where only .NET's context of the span is known.</summary>
    internal static SpanContext ContextOf(in ActivityContext context)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } current && current.SpanId == context.SpanId && current.TraceId == context.TraceId)
        {
            return ContextOf(current);
        }

        var traceId = TraceId128.From(context.TraceId);
        var state = OpenTraces.Current?.StateOf(traceId)
            ?? TraceStateHeader.Parse(context.TraceState, context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded));
        return new SpanContext(traceId, Hex.From(context.SpanId), state);
    }

    internal static TraceLevelState Of(Activity activity, TraceId128 traceId) =>
        OpenTraces.Current?.StateOf(traceId)
        ?? WithDecisionOf(activity, FromTraceState(activity));

    /// <summary>What the Activity's tracestate says, or what the program decided before. No decision when it has none of ours and the Activity's trace began here.</summary>
    internal static TraceLevelState FromTraceState(Activity activity)
    {
        var local = LocalRootOf(activity);
        return local.GetCustomProperty(Decided) is TraceLevelState decided ? decided
            : local.TraceStateString is { Length: > 0 } || local.HasRemoteParent ? TraceStateHeader.Parse(local.TraceStateString, local.Recorded)
            : TraceLevelState.Empty;
    }

    /// <summary>The context as .NET passes it to a child; the text of tracestate has what its ids and flag do not say.</summary>
    internal static ActivityContext ToActivityContext(SpanContext context) => new(
        context.TraceId128.ToActivityTraceId(),
        Hex.ToActivitySpanId(context.SpanId),
        context.Trace.IsKept ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None,
        TraceStateText(context.Trace, context.LastParentId),
        context.IsRemote);

    /// <summary>What an Activity carries as its tracestate: our member, with the upstream's last parent id, and those of others.</summary>
    internal static string TraceStateText(TraceLevelState trace, ulong? lastParentId)
    {
        AsciiWriter writer = new(stackalloc byte[CarrierText.ScratchLength]);
        if (TraceStateHeader.MaxLength(trace) > CarrierText.ScratchLength)
        {
            writer = new AsciiWriter(new byte[TraceStateHeader.MaxLength(trace)]);
        }

        TraceStateHeader.Write(trace, lastParentId, ref writer);
        return Encoding.UTF8.GetString(writer.Written);
    }

    /// <summary>Where another SDK samples, its decision is the trace's.</summary>
    private static TraceLevelState WithDecisionOf(Activity activity, TraceLevelState state) => state.SamplingPriority is not null
        ? state
        : state.With((int)(activity.Recorded ? SamplingPriority.AutoKeep : SamplingPriority.AutoReject), state.Tags);
}
