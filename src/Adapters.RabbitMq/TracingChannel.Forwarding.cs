using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Waybill.Adapters.RabbitMq;

internal sealed partial class TracingChannel
{
    public event AsyncEventHandler<BasicAckEventArgs> BasicAcksAsync
    {
        add => inner.BasicAcksAsync += value;
        remove => inner.BasicAcksAsync -= value;
    }

    public event AsyncEventHandler<BasicNackEventArgs> BasicNacksAsync
    {
        add => inner.BasicNacksAsync += value;
        remove => inner.BasicNacksAsync -= value;
    }

    public event AsyncEventHandler<BasicReturnEventArgs> BasicReturnAsync
    {
        add => inner.BasicReturnAsync += value;
        remove => inner.BasicReturnAsync -= value;
    }

    public event AsyncEventHandler<CallbackExceptionEventArgs> CallbackExceptionAsync
    {
        add => inner.CallbackExceptionAsync += value;
        remove => inner.CallbackExceptionAsync -= value;
    }

    public event AsyncEventHandler<FlowControlEventArgs> FlowControlAsync
    {
        add => inner.FlowControlAsync += value;
        remove => inner.FlowControlAsync -= value;
    }

    public event AsyncEventHandler<ShutdownEventArgs> ChannelShutdownAsync
    {
        add => inner.ChannelShutdownAsync += value;
        remove => inner.ChannelShutdownAsync -= value;
    }

    /// <summary>All channels of the client are recoverable. One of another maker that is not never raises the event.</summary>
    public event AsyncEventHandler<AsyncEventArgs> RecoveryAsync
    {
        add
        {
            if (inner is IRecoverable recoverable)
            {
                recoverable.RecoveryAsync += value;
            }
        }

        remove
        {
            if (inner is IRecoverable recoverable)
            {
                recoverable.RecoveryAsync -= value;
            }
        }
    }

    public int ChannelNumber => inner.ChannelNumber;

    public ShutdownEventArgs? CloseReason => inner.CloseReason;

    public bool IsClosed => inner.IsClosed;

    public bool IsOpen => inner.IsOpen;

    public string? CurrentQueue => inner.CurrentQueue;

    public TimeSpan ContinuationTimeout
    {
        get => inner.ContinuationTimeout;
        set => inner.ContinuationTimeout = value;
    }

    public ValueTask<ulong> GetNextPublishSequenceNumberAsync(CancellationToken cancellationToken = default) =>
        inner.GetNextPublishSequenceNumberAsync(cancellationToken);

    public Task BasicCancelAsync(string consumerTag, bool noWait = false, CancellationToken cancellationToken = default) =>
        inner.BasicCancelAsync(consumerTag, noWait, cancellationToken);

    public Task BasicQosAsync(uint prefetchSize, ushort prefetchCount, bool global, CancellationToken cancellationToken = default) =>
        inner.BasicQosAsync(prefetchSize, prefetchCount, global, cancellationToken);

    public Task ExchangeDeclareAsync(
        string exchange,
        string type,
        bool durable,
        bool autoDelete,
        IDictionary<string, object?>? arguments = null,
        bool passive = false,
        bool noWait = false,
        CancellationToken cancellationToken = default) =>
        inner.ExchangeDeclareAsync(exchange, type, durable, autoDelete, arguments, passive, noWait, cancellationToken);

    public Task ExchangeDeclarePassiveAsync(string exchange, CancellationToken cancellationToken = default) =>
        inner.ExchangeDeclarePassiveAsync(exchange, cancellationToken);

    public Task ExchangeDeleteAsync(
        string exchange, bool ifUnused = false, bool noWait = false, CancellationToken cancellationToken = default) =>
        inner.ExchangeDeleteAsync(exchange, ifUnused, noWait, cancellationToken);

    public Task ExchangeBindAsync(
        string destination,
        string source,
        string routingKey,
        IDictionary<string, object?>? arguments = null,
        bool noWait = false,
        CancellationToken cancellationToken = default) =>
        inner.ExchangeBindAsync(destination, source, routingKey, arguments, noWait, cancellationToken);

    public Task ExchangeUnbindAsync(
        string destination,
        string source,
        string routingKey,
        IDictionary<string, object?>? arguments = null,
        bool noWait = false,
        CancellationToken cancellationToken = default) =>
        inner.ExchangeUnbindAsync(destination, source, routingKey, arguments, noWait, cancellationToken);

    public Task<QueueDeclareOk> QueueDeclareAsync(
        string queue,
        bool durable,
        bool exclusive,
        bool autoDelete,
        IDictionary<string, object?>? arguments = null,
        bool passive = false,
        bool noWait = false,
        CancellationToken cancellationToken = default) =>
        inner.QueueDeclareAsync(queue, durable, exclusive, autoDelete, arguments, passive, noWait, cancellationToken);

    public Task<QueueDeclareOk> QueueDeclarePassiveAsync(string queue, CancellationToken cancellationToken = default) =>
        inner.QueueDeclarePassiveAsync(queue, cancellationToken);

    public Task<uint> QueueDeleteAsync(
        string queue, bool ifUnused, bool ifEmpty, bool noWait = false, CancellationToken cancellationToken = default) =>
        inner.QueueDeleteAsync(queue, ifUnused, ifEmpty, noWait, cancellationToken);

    public Task<uint> QueuePurgeAsync(string queue, CancellationToken cancellationToken = default) =>
        inner.QueuePurgeAsync(queue, cancellationToken);

    public Task QueueBindAsync(
        string queue,
        string exchange,
        string routingKey,
        IDictionary<string, object?>? arguments = null,
        bool noWait = false,
        CancellationToken cancellationToken = default) =>
        inner.QueueBindAsync(queue, exchange, routingKey, arguments, noWait, cancellationToken);

    public Task QueueUnbindAsync(
        string queue,
        string exchange,
        string routingKey,
        IDictionary<string, object?>? arguments = null,
        CancellationToken cancellationToken = default) =>
        inner.QueueUnbindAsync(queue, exchange, routingKey, arguments, cancellationToken);

    public Task<uint> MessageCountAsync(string queue, CancellationToken cancellationToken = default) =>
        inner.MessageCountAsync(queue, cancellationToken);

    public Task<uint> ConsumerCountAsync(string queue, CancellationToken cancellationToken = default) =>
        inner.ConsumerCountAsync(queue, cancellationToken);

    public Task TxSelectAsync(CancellationToken cancellationToken = default) => inner.TxSelectAsync(cancellationToken);

    public Task TxCommitAsync(CancellationToken cancellationToken = default) => inner.TxCommitAsync(cancellationToken);

    public Task TxRollbackAsync(CancellationToken cancellationToken = default) => inner.TxRollbackAsync(cancellationToken);

    public Task CloseAsync(ushort replyCode, string replyText, bool abort, CancellationToken cancellationToken = default) =>
        inner.CloseAsync(replyCode, replyText, abort, cancellationToken);

    public Task CloseAsync(ShutdownEventArgs reason, bool abort, CancellationToken cancellationToken = default) =>
        inner.CloseAsync(reason, abort, cancellationToken);

    public void Dispose()
    {
        state.ReleaseHook();
        inner.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        state.ReleaseHook();
        return inner.DisposeAsync();
    }
}
