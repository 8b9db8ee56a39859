using System.Diagnostics;
using Waybill.Brokers;

namespace Waybill.Demo;

/// <summary>Says that a broker is there, and how long that took.</summary>
internal static class StartedBroker
{
    public static async Task<BrokerEndpoint> Timed(Action<string> say, string name, Task<BrokerEndpoint> starting)
    {
        var time = Stopwatch.StartNew();
        var endpoint = await starting;
        say($"  {name,-12} {endpoint.Address}  ({time.Elapsed.TotalSeconds:0.0} s)");
        return endpoint;
    }
}
