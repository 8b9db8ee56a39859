using System.Diagnostics;

namespace Waybill.Adapters.Kafka;

/// <summary>The Activity that a flow has, to be given back to it.</summary>
internal readonly struct CurrentActivity
{
    private readonly Activity? before;

    /// <summary>Of a flow whose Activity has ended already: that cannot be set as the current one, only come back with the whole context.</summary>
    private readonly ExecutionContext? flow;

    private CurrentActivity(Activity? before)
    {
        this.before = before;
        flow = before is { IsStopped: true } ? ExecutionContext.Capture() : null;
    }

    internal static CurrentActivity Keep() => new(Activity.Current);

    /// <summary>One that has ended since <see cref="Keep"/> does not come back: then none is current.</summary>
    internal void Restore()
    {
        if (Activity.Current == before)
        {
            return;
        }

        if (flow is not null)
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
