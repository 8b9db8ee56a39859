using RabbitMQ.Client;
using Waybill.Brokers;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>One RabbitMQ server for all tests of the assembly.</summary>
public sealed class RabbitMqFixture : IAsyncLifetime
{
    private BrokerEndpoint? endpoint;
    private string? missing;

    public async ValueTask InitializeAsync()
    {
        try
        {
            endpoint = await BrokerUnderTest.RabbitMqAsync();
        }
        catch (BrokerUnavailableException exception)
        {
            missing = exception.Message;
        }
    }

    /// <summary>Connects without tracing; skips the test when there is no server.</summary>
    public Task<IConnection> ConnectAsync()
    {
        Assert.SkipWhen(endpoint is null, missing ?? "");
        return new ConnectionFactory { Uri = new Uri(endpoint.Address) }.CreateConnectionAsync();
    }

    public ValueTask DisposeAsync() => endpoint?.DisposeAsync() ?? ValueTask.CompletedTask;
}
