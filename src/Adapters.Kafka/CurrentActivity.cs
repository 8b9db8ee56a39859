using System.Diagnostics;

namespace Waybill.Adapters.Kafka;

/// <summary>The Activity that a flow has, to be given back to it.</summary>
internal readonly struct CurrentActivity
{
    private readonly Activity? before;

    /// <summary>Null where the program suppresses that its flow goes on.</summary>
    private readonly ExecutionContext? flow;

    private CurrentActivity(Activity? before)
    {
        this.before = before;
        flow = ExecutionContext.Capture();
    }

    internal static CurrentActivity Keep() => new(Activity.Current);

    /// <summary>Gives the flow its Activity back.</summary>
    /// <param name="ours">
    /// The flow as our span has left it: unless somebody has changed it since, the one from before comes back as a whole. That costs nothing, where to
    /// set the Activity makes another one.
    /// </param>
    internal void Restore(ExecutionContext? ours = null)
    {
        if (Activity.Current == before)
        {
            return;
        }

        // An Activity that has ended cannot be set as the current one, only come back with the whole flow.
        if (flow is not null && (before is { IsStopped: true } || (ours is not null && ExecutionContext.Capture() == ours)))
        {
            ExecutionContext.Restore(flow);
        }
        else
        {
            Activity.Current = before is { IsStopped: false } ? before : null;
        }
    }

    /// <summary>Ends a span. On a flow where it is not the current one, as the client's own thread, the current one stays.</summary>
    internal static void Stop(Activity span)
    {
        var current = Keep();
        span.Stop();
        if (current.before != span)
        {
            current.Restore();
        }
    }
}
