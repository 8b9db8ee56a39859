namespace Waybill.Core.Export;

/// <summary>Starts what runs for as long as the tracer: not in the flow of whoever happened to start that, whose Activity and locals it would keep.</summary>
internal static class BackgroundLoop
{
    internal static Task Start(Func<Task> loop)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(loop);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(loop);
        }
    }
}
