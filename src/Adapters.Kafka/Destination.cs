using Confluent.Kafka;

namespace Waybill.Adapters.Kafka;

/// <summary>Where a message goes. The client is called by the overload that the caller chose.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="TopicPartition">The topic and partition; null when the caller gave a topic only.</param>
internal readonly record struct Destination(string Topic, TopicPartition? TopicPartition)
{
    internal void Produce<TKey, TValue>(
        IProducer<TKey, TValue> producer, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? handler)
    {
        if (TopicPartition is null)
        {
            producer.Produce(Topic, message, handler);
        }
        else
        {
            producer.Produce(TopicPartition, message, handler);
        }
    }

    internal Task<DeliveryResult<TKey, TValue>> ProduceAsync<TKey, TValue>(
        IProducer<TKey, TValue> producer, Message<TKey, TValue> message, CancellationToken cancellationToken) => TopicPartition is null
        ? producer.ProduceAsync(Topic, message, cancellationToken)
        : producer.ProduceAsync(TopicPartition, message, cancellationToken);
}
