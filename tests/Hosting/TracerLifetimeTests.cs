using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Waybill.Core;
using Waybill.Core.Tests.Support;
using Waybill.Hosting.Tests.Support;

namespace Waybill.Hosting.Tests;

public class TracerLifetimeTests
{
    [Fact]
    public async Task When_the_host_has_stopped_all_spans_are_with_the_agent()
    {
        await using TestHost host = new();
        await host.StartAsync();
        Assert.Same(host.Tracer, Tracer.Instance);
        for (var count = 0; count < 100; count++)
        {
            host.Tracer.StartActive("work").Dispose();
        }

        await host.StopAsync();
        Assert.Equal(100, host.Agent.Spans.Count);
        Law.Holds(host.Tracer.ExportStatistics, host.Agent);
    }

    [Fact]
    public async Task What_services_do_when_the_container_disposes_them_is_sent_as_well()
    {
        await using TestHost host = new(builder => builder.Services.AddSingleton<LateService>());
        await host.StartAsync();
        _ = host.Services.GetRequiredService<LateService>();
        await host.EndAsync();
        Assert.Equal("late", Assert.Single(host.Agent.Spans).Name);
        Assert.Single(host.Agent.Requests);
    }

    [Fact]
    public async Task A_host_that_did_nothing_sends_nothing()
    {
        await using TestHost host = new();
        await host.StartAsync();
        await host.EndAsync();
        Assert.Empty(host.Agent.Requests);
    }

    [Fact]
    public async Task The_hosts_own_deadline_ends_the_wait_and_the_container_takes_the_rest_of_ours()
    {
        ScriptedAgent agent = new() { Otherwise = AgentStep.Hang };
        await using TestHost host = new(
            builder => builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(500)),
            settings => settings.Export.ShutdownTimeout = TimeSpan.FromSeconds(2),
            agent);
        await host.StartAsync();
        var tracer = host.Tracer;
        tracer.StartActive("work").Dispose();
        var time = Stopwatch.StartNew();
        await host.EndAsync();
        Assert.InRange(time.Elapsed.TotalSeconds, 1.5, 15);
        Assert.Equal(1, tracer.ExportStatistics.Dropped[DropReason.Shutdown]);
        Assert.Contains(host.Log.Messages, line => line.StartsWith("1 of 1 spans were lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_call_adds_its_settings_and_nothing_else()
    {
        await using TestHost host = new(builder => builder.Services.AddWaybill(settings => settings.ServiceVersion = "2"), settings => settings.ServiceName = "first");
        Assert.Equal(("first", "2"), (host.Settings.ServiceName, host.Settings.ServiceVersion));
        Assert.Single(host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>(), service => service is TracerLifetime);
        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public void A_container_without_a_host_is_enough()
    {
        ServiceCollection services = new();
        services.AddLogging().AddWaybill(settings => settings.AgentUri = new Uri($"http://{ScriptedAgent.FreeEndPoint()}"));
        using var provider = services.BuildServiceProvider();
        Assert.Same(provider.GetRequiredService<Tracer>(), Tracer.Instance);
    }

    private sealed class LateService(Tracer tracer) : IDisposable
    {
        public void Dispose() => tracer.StartActive("late").Dispose();
    }
}
