using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Waybill.Core;

namespace Waybill.Adapters.RabbitMq;

/// <summary>Runs the handler of each delivery in a process span.</summary>
/// <param name="inner">The user's consumer.</param>
/// <param name="queue">The queue it consumes; empty when it is not known.</param>
/// <param name="spans">The channel's.</param>
internal sealed class TracingConsumer(IAsyncBasicConsumer inner, string queue, RabbitMqSpans spans) : IAsyncBasicConsumer
{
    internal IAsyncBasicConsumer Inner => inner;

    public IChannel? Channel => inner.Channel;

    public async Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        using var scope = Start(new IncomingMessage(new MessageRoute(exchange, routingKey, queue), deliveryTag, redelivered, properties, body));
        try
        {
            await inner.HandleBasicDeliverAsync(
                consumerTag, deliveryTag, redelivered, exchange, routingKey, properties, body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            scope.SetException(exception);
            throw;
        }
    }

    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        inner.HandleBasicCancelAsync(consumerTag, cancellationToken);

    public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        inner.HandleBasicCancelOkAsync(consumerTag, cancellationToken);

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        inner.HandleBasicConsumeOkAsync(consumerTag, cancellationToken);

    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => inner.HandleChannelShutdownAsync(channel, reason);

    /// <remarks>
    /// The client's dispatcher runs in the flow of whoever created the channel. That one's span and baggage have nothing to do with the
    /// message: without a context of its own the message begins a trace.
    /// </remarks>
    private ProcessingScope Start(IncomingMessage message)
    {
        Baggage.Current = default;
        message.Measure(spans.Process.Of(message.Route));
        if (ClientTracing.Delivery(message.DeliveryTag) is { } delivery)
        {
            return message.Adopt(spans, delivery);
        }

        Activity.Current = null;
        return message.StartProcessing(spans, spans.Options.Relation);
    }
}
