namespace Waybill.Core.Tracing;

/// <summary>Asks ASP.NET Core to say on its Activities what the request was: method, route, status. It does not by default.</summary>
internal static class AspNetCoreActivities
{
    private const string Switch = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    /// <summary>In effect for hosts that are built afterwards. Whoever set the switch already knows better.</summary>
    internal static void Enrich()
    {
        if (!AppContext.TryGetSwitch(Switch, out _))
        {
            AppContext.SetSwitch(Switch, false);
        }
    }
}
