using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq;

internal sealed partial class TracingChannel
{
    private readonly ChannelState state = ChannelState.Of(inner);

    public ValueTask BasicPublishAsync<TProperties>(
        string exchange,
        string routingKey,
        bool mandatory,
        TProperties basicProperties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
        where TProperties : IReadOnlyBasicProperties, IAmqpHeader =>
        Publication.IsUntraced
            ? inner.BasicPublishAsync(exchange, routingKey, mandatory, basicProperties, body, cancellationToken)
            : PublishAsync(new PublishAddress(exchange, routingKey), mandatory, basicProperties, body, cancellationToken);

    public ValueTask BasicPublishAsync<TProperties>(
        CachedString exchange,
        CachedString routingKey,
        bool mandatory,
        TProperties basicProperties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
        where TProperties : IReadOnlyBasicProperties, IAmqpHeader =>
        Publication.IsUntraced
            ? inner.BasicPublishAsync(exchange, routingKey, mandatory, basicProperties, body, cancellationToken)
            : PublishAsync(new PublishAddress(exchange, routingKey), mandatory, basicProperties, body, cancellationToken);

    // An async method gives the caller's Activity.Current back when it returns, so the span is current inside only.
    private async ValueTask PublishAsync<TProperties>(
        PublishAddress address, bool mandatory, TProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
        where TProperties : IReadOnlyBasicProperties, IAmqpHeader
    {
        state.HoldHook();
        var publication = Publication.Start(spans, address, properties, body, maxFrameSize);
        if (mandatory && publication.Span is not null)
        {
            state.Returned.Listen(inner);
        }

        try
        {
            if (publication.Properties is { } traced)
            {
                await address.PublishAsync(inner, mandatory, traced, body, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await address.PublishAsync(inner, mandatory, properties, body, cancellationToken).ConfigureAwait(false);
            }

            publication.End();
        }
        catch (Exception exception)
        {
            publication.Fail(exception, state.Returned.Take(exception) ?? BrokerReply.Of(exception));
            throw;
        }
    }
}
