namespace Waybill.Brokers;

/// <summary>Where a broker answers. Disposing stops the broker if it was started here and leaves it alone if it was only named.</summary>
public sealed class BrokerEndpoint : IAsyncDisposable
{
    private readonly IAsyncDisposable? broker;

    public BrokerEndpoint(string address, IAsyncDisposable? broker = null)
    {
        Address = address;
        this.broker = broker;
    }

    /// <summary>Kafka: <c>host:port</c>; RabbitMQ: <c>amqp://…</c>; SQS: <c>http://…</c>.</summary>
    public string Address { get; }

    public ValueTask DisposeAsync() => broker?.DisposeAsync() ?? ValueTask.CompletedTask;
}
