namespace Waybill.Adapters.Kafka;

/// <summary>The flow of whoever calls the client: its Activity, its baggage and whatever else the program keeps there.</summary>
internal static class CallerFlow
{
    /// <returns>The flow, also where the program has suppressed that it goes on to other threads: a delivery handler is the caller's own code.</returns>
    internal static ExecutionContext Capture()
    {
        if (ExecutionContext.Capture() is { } flow)
        {
            return flow;
        }

        ExecutionContext.RestoreFlow();
        try
        {
            return ExecutionContext.Capture()!;
        }
        finally
        {
            ExecutionContext.SuppressFlow();
        }
    }
}
