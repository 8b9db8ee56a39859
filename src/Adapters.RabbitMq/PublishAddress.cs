using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq;

/// <summary>Where a message is published to, as the caller says it: in strings, or in strings that the client has encoded before.</summary>
internal readonly struct PublishAddress
{
    private readonly CachedString? cachedExchange;
    private readonly CachedString? cachedRoutingKey;
    private readonly bool isCached;

    internal PublishAddress(string? exchange, string? routingKey)
    {
        Exchange = exchange;
        RoutingKey = routingKey;
    }

    internal PublishAddress(CachedString? exchange, CachedString? routingKey)
        : this(exchange?.Value, routingKey?.Value)
    {
        cachedExchange = exchange;
        cachedRoutingKey = routingKey;
        isCached = true;
    }

    /// <summary>Null where the caller gave none: that is for the client to refuse.</summary>
    internal string? Exchange { get; }

    /// <inheritdoc cref="Exchange"/>
    internal string? RoutingKey { get; }

    /// <summary>Publishes by the overload that the caller has called.</summary>
    internal ValueTask PublishAsync<TProperties>(
        IChannel channel, bool mandatory, TProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
        where TProperties : IReadOnlyBasicProperties, IAmqpHeader => isCached
        ? channel.BasicPublishAsync(cachedExchange!, cachedRoutingKey!, mandatory, properties, body, cancellationToken)
        : channel.BasicPublishAsync(Exchange!, RoutingKey!, mandatory, properties, body, cancellationToken);
}
