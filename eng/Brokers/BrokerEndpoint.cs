namespace Waybill.Brokers;

/// <summary>Where a broker answers. Disposing stops the broker if it was started here and leaves it alone if it was only named.</summary>
public sealed class BrokerEndpoint : IAsyncDisposable
{
    private readonly IAsyncDisposable? _broker;

    internal BrokerEndpoint(string address, IAsyncDisposable? broker = null)
    {
        Address = address;
        _broker = broker;
    }

    /// <summary>Kafka: <c>host:port</c>; RabbitMQ: <c>amqp://…</c>; SQS: <c>http://…</c>.</summary>
    public string Address { get; }

    public ValueTask DisposeAsync() => _broker?.DisposeAsync() ?? ValueTask.CompletedTask;
}
