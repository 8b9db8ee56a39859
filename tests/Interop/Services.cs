using Waybill.Core;
using Waybill.Interop.Tests.DotNet;
using Waybill.Interop.Tests.Recording;

namespace Waybill.Interop.Tests;

/// <summary>Our service and one of each other tracer, all with their defaults, on all transports; started once.</summary>
public sealed class Services(Brokers brokers) : IAsyncLifetime
{
    internal const string Collection = "defaults";

    internal static readonly string[] AllBrokers = ["kafka", "rabbitmq", "sqs"];

    private DotNetService? dotnet;
    private NodePeer? datadog;
    private NodePeer? openTelemetry;

    internal Brokers Brokers => brokers;

    internal RecordingAgent Agent => brokers.Agent;

    internal DotNetService DotNet => dotnet!;

    internal NodePeer Datadog => datadog!;

    internal NodePeer OpenTelemetry => openTelemetry!;

    public async ValueTask InitializeAsync()
    {
        if (!brokers.AreThere)
        {
            return;
        }

        HttpContextPropagator.Install();
        StartTracer(brokers, new PropagationSettings());
        var starting = (NodePeer.StartAsync(brokers, "datadog", "node", AllBrokers), NodePeer.StartAsync(brokers, "opentelemetry", "otel", AllBrokers));
        dotnet = await DotNetService.StartAsync(brokers);
        datadog = await starting.Item1;
        openTelemetry = await starting.Item2;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in new IAsyncDisposable?[] { dotnet, datadog, openTelemetry })
        {
            await (service?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        if (brokers.AreThere)
        {
            await Tracer.Instance.DisposeAsync();
        }
    }

    /// <summary>In place of the one that runs, which sends what it has.</summary>
    internal static void StartTracer(Brokers brokers, PropagationSettings propagation) => Tracer.Configure(
        new TracerSettings { ServiceName = DotNetService.Name, AgentUri = new Uri(brokers.Agent.Address), Propagation = propagation, Log = _ => { } });
}

/// <summary>The tests that share the services.</summary>
[CollectionDefinition(Services.Collection)]
public sealed class ServicesCollection : ICollectionFixture<Services>;
