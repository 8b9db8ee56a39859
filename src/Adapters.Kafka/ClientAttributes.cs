using Confluent.Kafka;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>What every span of a client says of it. Asked for with the first span: a client knows its name from then on.</summary>
internal sealed class ClientAttributes
{
    /// <summary>For a record of which the consumer is not known.</summary>
    internal static readonly ClientAttributes OfAnyClient = new(() => []);

    private readonly Lazy<KeyValuePair<string, object?>[]> values;

    private ClientAttributes(Func<KeyValuePair<string, object?>[]> values) => this.values = new(values, LazyThreadSafetyMode.PublicationOnly);

    internal KeyValuePair<string, object?>[] Value => values.Value;

    internal static ClientAttributes Of<TKey, TValue>(IProducer<TKey, TValue> producer, string? bootstrapServers) => new(() =>
    [
        new(MessagingAttributes.ClientId, ClientId.Of(producer)),
        new(MessagingAttributes.KafkaBootstrapServers, bootstrapServers),
    ]);

    internal static ClientAttributes Of<TKey, TValue>(
        IConsumer<TKey, TValue> consumer, Func<string?> group, string? bootstrapServers) => new(() =>
    [
        new(MessagingAttributes.ConsumerGroup, group()),
        new(MessagingAttributes.ClientId, ClientId.Of(consumer)),
        new(MessagingAttributes.KafkaBootstrapServers, bootstrapServers),
    ]);
}
