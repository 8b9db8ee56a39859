using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Waybill.LocalAgent.Api;
using Waybill.LocalAgent.Info;
using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent;

/// <summary>Puts the agent's parts behind one web server.</summary>
internal static class AgentHost
{
    private const int MaxConnections = 1000;
    private static readonly TimeSpan ShutdownDeadline = TimeSpan.FromMilliseconds(500);

    /// <summary>Builds an agent that is not started yet. The caller owns and disposes it.</summary>
    public static WebApplication Build(AgentOptions options)
    {
        // Empty, so that no appsettings.json or environment variable of the folder it is started in can change it.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(options).AddSingleton(options.Store);
        builder.Services.AddSingleton<TraceStore>().AddSingleton<IntakeCounters>().AddSingleton<TraceIntake>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownDeadline);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // A failed start is reported by Program in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);

        WebApplication agent = builder.Build();
        var store = agent.Services.GetRequiredService<TraceStore>();
        TracesV04Endpoint.Map(agent, agent.Services.GetRequiredService<TraceIntake>());
        InfoEndpoint.Map(agent);
        TracesEndpoint.Map(agent, store);
        StatisticsEndpoint.Map(agent, store, agent.Services.GetRequiredService<IntakeCounters>());
        return agent;
    }

    /// <summary>The address of a started agent, with the port that it really has.</summary>
    public static string AddressOf(WebApplication agent) =>
        agent.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private static void Configure(KestrelServerOptions kestrel, AgentOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Listen(options.Host, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
    }
}
