using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Waybill.Core;
using Waybill.Core.Tests.Support;

namespace Waybill.Hosting.Tests.Support;

/// <summary>A host in this process with an agent of its own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost host;

    public TestHost(Action<HostApplicationBuilder>? configure = null, Action<TracerSettings>? settings = null, ScriptedAgent? agent = null)
    {
        Activity.Current = null;
        Agent = agent ?? new ScriptedAgent();
        HostApplicationBuilder builder = new(new HostApplicationBuilderSettings { ApplicationName = "the-host", EnvironmentName = "Staging" });
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Configuration.AddInMemoryCollection([new("Waybill:AgentUri", Agent.Address.ToString())]);
        builder.Services.AddWaybill(settings);
        configure?.Invoke(builder);
        host = builder.Build();
    }

    public ScriptedAgent Agent { get; }

    public ScopedLog Log { get; } = new();

    public IServiceProvider Services => host.Services;

    public Tracer Tracer => Services.GetRequiredService<Tracer>();

    public TracerSettings Settings => Services.GetRequiredService<IOptions<TracerSettings>>().Value;

    public ILogger Logger => Services.GetRequiredService<ILoggerFactory>().CreateLogger("test");

    /// <summary>The settings of a host whose configuration has these keys.</summary>
    public static async Task<(TracerSettings Settings, IReadOnlyList<string> Lines)> ConfiguredAsync(params (string Key, string? Value)[] configuration)
    {
        await using TestHost host = new(builder => builder.Configuration.AddInMemoryCollection(configuration.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))));
        var settings = host.Settings;
        _ = host.Tracer; // tells what there is to tell
        return (settings, host.Log.Messages);
    }

    public Task StartAsync() => host.StartAsync();

    public Task StopAsync() => host.StopAsync();

    /// <summary>As a program does that ends.</summary>
    public async Task EndAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)host).DisposeAsync();
        await Agent.DisposeAsync();
        Activity.Current = null;
    }
}
