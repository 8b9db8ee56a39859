namespace Waybill.Adapters.RabbitMq;

/// <summary>The way of a message through the broker. What is empty does not exist or is not known.</summary>
/// <param name="Exchange">Empty for the default exchange.</param>
/// <param name="RoutingKey">The key that it was published with.</param>
/// <param name="Queue">Where it was consumed from; empty on the producer's side.</param>
/// <remarks>https://opentelemetry.io/docs/specs/semconv/messaging/rabbitmq/ says how destinations are composed.</remarks>
internal readonly record struct MessageRoute(string Exchange, string RoutingKey, string Queue = "")
{
    private const string NoDestination = "amq.default";

    /// <summary><c>{exchange}:{routing key}</c>.</summary>
    internal string ProducerDestination => Compose(Exchange, RoutingKey);

    /// <summary><c>{exchange}:{routing key}:{queue}</c>, the key only when it is not the queue's name.</summary>
    internal string ConsumerDestination => Compose(Exchange, RoutingKey == Queue ? "" : RoutingKey, Queue);

    private static string Compose(params ReadOnlySpan<string> parts)
    {
        var present = string.Join(':', [.. parts.ToArray().Where(part => part.Length > 0)]);
        return present.Length > 0 ? present : NoDestination;
    }
}
