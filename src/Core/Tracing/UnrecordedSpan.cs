using System.Diagnostics;

namespace Waybill.Core.Tracing;

/// <summary>A span that nobody records: tracing is switched off, the source is excluded, or the tracer has ended. It still has ids, and messages carry them.</summary>
internal static class UnrecordedSpan
{
    /// <param name="operationName">The operation.</param>
    /// <param name="parent">The parent; null is the current Activity.</param>
    /// <param name="startTime">When it began; the default is now.</param>
    internal static Activity Start(string operationName, ISpanContext? parent, DateTimeOffset startTime)
    {
        Activity activity = new(operationName);
        ActivityCollector.Suppress(activity); // it has no source that could be excluded
        if (startTime != default)
        {
            activity.SetStartTime(startTime.UtcDateTime);
        }

        switch (parent)
        {
            case null:
                break;
            case SpanContext { TraceId128.IsZero: true }:
                Activity.Current = null;
                break;
            default:
                var context = ActivityState.ToActivityContext(parent as SpanContext ?? new SpanContext(parent.TraceId, parent.SpanId));
                activity.SetParentId(context.TraceId, context.SpanId, context.TraceFlags);
                activity.TraceStateString = context.TraceState;
                break;
        }

        activity.Start();
        if (activity.ParentId is null)
        {
            activity.ActivityTraceFlags = ActivityTraceFlags.Recorded; // not recording is no decision: services downstream must not drop for it
        }

        return activity;
    }
}
