using Waybill.Brokers;
using Waybill.Interop.Tests.Recording;

namespace Waybill.Interop.Tests;

/// <summary>The three brokers and the agent, started once; or why there are none.</summary>
public sealed class Brokers : IAsyncLifetime
{
    private readonly List<BrokerEndpoint> endpoints = [];
    private RecordingAgent? agent;
    private string? missing;

    public string Kafka => endpoints[0].Address;

    public string RabbitMq => endpoints[1].Address;

    public string Sqs => endpoints[2].Address;

    internal RecordingAgent Agent => agent!;

    internal bool AreThere => missing is null;

    public async ValueTask InitializeAsync()
    {
        missing = NodePrograms.Missing();
        if (missing is not null)
        {
            return;
        }

        try
        {
            endpoints.Add(await Broker.KafkaAsync());
            endpoints.Add(await Broker.RabbitMqAsync());
            endpoints.Add(await Broker.SqsAsync());
            agent = await RecordingAgent.StartAsync();
        }
        catch (Exception exception) when (exception is BrokerUnavailableException or DllNotFoundException)
        {
            missing = exception.Message;
        }
    }

    /// <summary>Skips the test when a broker, Node or the peers' packages are not there; the reason is printed.</summary>
    public void Require() => Assert.SkipWhen(missing is not null, missing ?? "");

    public async ValueTask DisposeAsync()
    {
        foreach (var endpoint in endpoints)
        {
            await endpoint.DisposeAsync();
        }

        if (agent is not null)
        {
            await agent.DisposeAsync();
        }
    }
}
