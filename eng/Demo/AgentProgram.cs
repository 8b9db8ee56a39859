namespace Waybill.Demo;

/// <summary>The local agent in a process of its own, for the demo and the samples.</summary>
internal static class AgentProgram
{
    /// <exception cref="ProgramException">It is not built, or did not start.</exception>
    public static async Task<RunningProgram> StartAsync(Uri address, Action<string> say, CancellationToken stop)
    {
        var program = BuiltProgram.Path("src/LocalAgent", "Waybill.LocalAgent");
        var (agent, _) = await RunningProgram.StartAsync(
            "local agent", program, ["--port", $"{address.Port}"], "Waybill agent listening on", [], stop);
        say($"  {"local agent",-12} {address}");
        return agent;
    }

    /// <summary>What services are told, so that their spans come to this agent. Their web servers take any free port.</summary>
    public static Dictionary<string, string?> EnvironmentOfServices(Uri address) => new()
    {
        ["DD_TRACE_AGENT_URL"] = address.ToString(),
        ["DD_ENV"] = "demo",
        ["DD_VERSION"] = "1.0",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
    };
}
