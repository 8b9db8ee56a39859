using System.Diagnostics;

namespace Waybill.Core.Tracing;

/// <summary>Listens to the Activities of this process, whoever makes them, and hands them to the open traces.</summary>
/// <remarks>All are recorded: sampling is a property of the trace, decided late, and not a reason to make no span.</remarks>
internal sealed class ActivityCollector : IDisposable
{
    private const string Suppressed = "waybill.suppressed";

    private readonly ActivityListener listener;

    internal ActivityCollector(OpenTraces traces, ActivitySources? sources = null)
    {
        sources ??= ActivitySources.Default;
        listener = new ActivityListener
        {
            ShouldListenTo = source => sources.IsWanted(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => TraceSuppression.IsActive
                ? ActivitySamplingResult.None
                : options.Parent.TraceId != default && !options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
                    ? ActivitySamplingResult.AllData // the flag says "not kept" to the next hop
                    : ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity =>
            {
                if (TraceSuppression.IsActive)
                {
                    Suppress(activity); // made all the same, for others; its end may be elsewhere
                }
                else if (HasTraceId(activity) && activity.GetCustomProperty(Suppressed) is null)
                {
                    traces.Started(activity);
                    PendingParent.GiveTo(activity, traces);
                }
            },
            ActivityStopped = activity =>
            {
                if (HasTraceId(activity) && activity.GetCustomProperty(Suppressed) is null)
                {
                    traces.Ended(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Keeps an Activity that is not started yet out of the export, whoever listens to it.</summary>
    internal static void Suppress(Activity activity) => activity.SetCustomProperty(Suppressed, Suppressed);

    public void Dispose() => listener.Dispose();

    /// <summary>Those of the hierarchical format, which an inbound <c>Request-Id</c> can cause, have no ids that an agent knows.</summary>
    private static bool HasTraceId(Activity activity) => activity.IdFormat == ActivityIdFormat.W3C;
}
