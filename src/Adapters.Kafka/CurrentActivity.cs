using System.Diagnostics;

namespace Waybill.Adapters.Kafka;

/// <summary>Gives a flow back the Activity that it had.</summary>
internal static class CurrentActivity
{
    /// <param name="before">The one that was current. One that has ended cannot be so again: then none is.</param>
    internal static void Restore(Activity? before)
    {
        if (Activity.Current != before)
        {
            Activity.Current = before is { IsStopped: false } ? before : null;
        }
    }

    /// <summary>Ends a span. On a flow where it is not the current one, as the client's own thread, the current one stays.</summary>
    internal static void Stop(Activity span)
    {
        var current = Activity.Current;
        span.Stop();
        if (current != span)
        {
            Restore(current);
        }
    }
}
