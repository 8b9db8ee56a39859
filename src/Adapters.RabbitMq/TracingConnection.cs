using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Waybill.Adapters.RabbitMq;

/// <summary>A connection whose channels are traced. All else is handed on.</summary>
internal sealed class TracingConnection(IConnection inner, RabbitMqSpans spans) : IConnection
{
    private ServerSpans? spansOfServer;

    public event AsyncEventHandler<CallbackExceptionEventArgs> CallbackExceptionAsync
    {
        add => inner.CallbackExceptionAsync += value;
        remove => inner.CallbackExceptionAsync -= value;
    }

    public event AsyncEventHandler<ShutdownEventArgs> ConnectionShutdownAsync
    {
        add => inner.ConnectionShutdownAsync += value;
        remove => inner.ConnectionShutdownAsync -= value;
    }

    public event AsyncEventHandler<AsyncEventArgs> RecoverySucceededAsync
    {
        add => inner.RecoverySucceededAsync += value;
        remove => inner.RecoverySucceededAsync -= value;
    }

    public event AsyncEventHandler<ConnectionRecoveryErrorEventArgs> ConnectionRecoveryErrorAsync
    {
        add => inner.ConnectionRecoveryErrorAsync += value;
        remove => inner.ConnectionRecoveryErrorAsync -= value;
    }

    public event AsyncEventHandler<ConsumerTagChangedAfterRecoveryEventArgs> ConsumerTagChangeAfterRecoveryAsync
    {
        add => inner.ConsumerTagChangeAfterRecoveryAsync += value;
        remove => inner.ConsumerTagChangeAfterRecoveryAsync -= value;
    }

    public event AsyncEventHandler<QueueNameChangedAfterRecoveryEventArgs> QueueNameChangedAfterRecoveryAsync
    {
        add => inner.QueueNameChangedAfterRecoveryAsync += value;
        remove => inner.QueueNameChangedAfterRecoveryAsync -= value;
    }

    public event AsyncEventHandler<RecoveringConsumerEventArgs> RecoveringConsumerAsync
    {
        add => inner.RecoveringConsumerAsync += value;
        remove => inner.RecoveringConsumerAsync -= value;
    }

    public event AsyncEventHandler<ConnectionBlockedEventArgs> ConnectionBlockedAsync
    {
        add => inner.ConnectionBlockedAsync += value;
        remove => inner.ConnectionBlockedAsync -= value;
    }

    public event AsyncEventHandler<AsyncEventArgs> ConnectionUnblockedAsync
    {
        add => inner.ConnectionUnblockedAsync += value;
        remove => inner.ConnectionUnblockedAsync -= value;
    }

    public ushort ChannelMax => inner.ChannelMax;

    public IDictionary<string, object?> ClientProperties => inner.ClientProperties;

    public ShutdownEventArgs? CloseReason => inner.CloseReason;

    public AmqpTcpEndpoint Endpoint => inner.Endpoint;

    public uint FrameMax => inner.FrameMax;

    public TimeSpan Heartbeat => inner.Heartbeat;

    public bool IsOpen => inner.IsOpen;

    public IProtocol Protocol => inner.Protocol;

    public IDictionary<string, object?>? ServerProperties => inner.ServerProperties;

    public IEnumerable<ShutdownReportEntry> ShutdownReport => inner.ShutdownReport;

    public string? ClientProvidedName => inner.ClientProvidedName;

    public int LocalPort => inner.LocalPort;

    public int RemotePort => inner.RemotePort;

    public async Task<IChannel> CreateChannelAsync(CreateChannelOptions? options = null, CancellationToken cancellationToken = default) =>
        Traced(await inner.CreateChannelAsync(options, cancellationToken).ConfigureAwait(false));

    public Task UpdateSecretAsync(string newSecret, string reason, CancellationToken cancellationToken = default) =>
        inner.UpdateSecretAsync(newSecret, reason, cancellationToken);

    public Task CloseAsync(
        ushort reasonCode, string reasonText, TimeSpan timeout, bool abort, CancellationToken cancellationToken = default) =>
        inner.CloseAsync(reasonCode, reasonText, timeout, abort, cancellationToken);

    public void Dispose() => inner.Dispose();

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private TracingChannel Traced(IChannel channel) => channel as TracingChannel ?? new TracingChannel(channel, Spans(), inner.FrameMax);

    /// <summary>Those of the server that the connection is with now: after a recovery it may be another one of a cluster.</summary>
    private RabbitMqSpans Spans()
    {
        var endpoint = inner.Endpoint;
        var last = spansOfServer;
        return endpoint is null ? spans
            : endpoint.Equals(last?.Server) ? last!.Spans
            : (spansOfServer = new ServerSpans(endpoint, new RabbitMqSpans(spans.Options, endpoint))).Spans;
    }

    private sealed record ServerSpans(AmqpTcpEndpoint Server, RabbitMqSpans Spans);
}
