using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;
using Waybill.LocalAgent.Api;
using Waybill.LocalAgent.Info;
using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.Storage;
using Waybill.LocalAgent.Terminal;
using Waybill.LocalAgent.Web;

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
        builder.Services.AddSingleton(options).AddSingleton(options.Store).AddSingleton(new SamplingRates(options.SamplingRates));
        builder.Services.AddSingleton<TraceStore>().AddSingleton<TextPool>().AddSingleton<ChangeFeed>();
        builder.Services.AddSingleton<IntakeCounters>().AddSingleton<TraceIntake>();
        if (options.IsPrinting)
        {
            // Spectre goes by TERM alone: a pipe or a file would get the colours too.
            AnsiSupport colours = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect;
            builder.Services.AddSingleton(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = colours })).AddHostedService<TracePrinter>();
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownDeadline);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // A failed start is reported by Program in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);

        WebApplication agent = builder.Build();
        CrashGuard.Use(agent);
        SecurityHeaders.Use(agent);
        HostGuard.Use(agent, options);
        MapEndpoints(agent, agent.Services);
        return agent;
    }

    /// <summary>The address of a started agent, with the port that it really has.</summary>
    public static string AddressOf(WebApplication agent) =>
        agent.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private static void MapEndpoints(WebApplication agent, IServiceProvider services)
    {
        var store = services.GetRequiredService<TraceStore>();
        IntakeEndpoints.Map(agent, services.GetRequiredService<TraceIntake>(), services.GetRequiredService<SamplingRates>());
        PoliteEndpoints.Map(agent, services.GetRequiredService<AgentOptions>());
        InfoEndpoint.Map(agent);
        TracesEndpoint.Map(agent, store);
        SearchEndpoint.Map(agent, store);
        InsightEndpoints.Map(agent, store);
        StatisticsEndpoint.Map(agent, store, services.GetRequiredService<IntakeCounters>());
        EventsEndpoint.Map(agent, store, services.GetRequiredService<ChangeFeed>(), agent.Lifetime);
        WebPage.Map(agent);
    }

    private static void Configure(KestrelServerOptions kestrel, AgentOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Listen(options.Host, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
    }
}
