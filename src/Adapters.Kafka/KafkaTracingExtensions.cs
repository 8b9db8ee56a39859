using Confluent.Kafka;

namespace Waybill.Adapters.Kafka;

/// <summary>Puts tracing around Kafka clients. The spans come from the ActivitySource <c>Waybill.Kafka</c>.</summary>
public static class KafkaTracingExtensions
{
    /// <summary>
    /// A producer that puts the trace context into the headers of each message, and makes a span for it that ends when the broker has
    /// acknowledged the message or it has failed.
    /// </summary>
    /// <remarks>
    /// Messages and headers that are handed in are never changed: what is sent is a copy, in which our headers stand in place of those of
    /// an earlier context. Serializers see the headers of the copy. A delivery report shows the headers as they were sent; a
    /// <see cref="ProduceException{TKey,TValue}"/> that the client throws before it sends gives the caller's own message back.
    /// </remarks>
    /// <param name="producer">The producer. It belongs to the one that is returned: dispose that one.</param>
    /// <param name="options">What the tracing is told; null takes the defaults.</param>
    /// <returns>The traced producer; the same one, with the options it has, when it is traced already.</returns>
    /// <exception cref="ArgumentNullException">The producer is null.</exception>
    public static IProducer<TKey, TValue> WithTracing<TKey, TValue>(this IProducer<TKey, TValue> producer, KafkaTracingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(producer);
        options ??= KafkaTracingOptions.None;
        return producer as TracedProducer<TKey, TValue> ?? new TracedProducer<TKey, TValue>(producer, options, options.BootstrapServers);
    }

    /// <summary>
    /// A consumer that makes a receive span for each record. The span begins when the record is handed over and stays current until the next
    /// Consume, Close, Unsubscribe or Dispose of this consumer; with the environment variable
    /// <c>DD_TRACE_KAFKA_CREATE_CONSUMER_SCOPE_ENABLED=false</c> (true by default) it ends at once.
    /// </summary>
    /// <remarks>
    /// One receive span is open at a time. A program that works on several records of one consumer in parallel uses
    /// <see cref="KafkaProcessingExtensions.ProcessAsync"/>, which ends it and gives each record a span of its own.
    /// </remarks>
    /// <param name="consumer">The consumer. It belongs to the one that is returned: dispose that one.</param>
    /// <param name="options">What the tracing is told; null takes the defaults.</param>
    /// <returns>The traced consumer; the same one, with the options it has, when it is traced already.</returns>
    /// <exception cref="ArgumentNullException">The consumer is null.</exception>
    public static IConsumer<TKey, TValue> WithTracing<TKey, TValue>(this IConsumer<TKey, TValue> consumer, KafkaTracingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        options ??= KafkaTracingOptions.None;
        return consumer as TracedConsumer<TKey, TValue>
            ?? new TracedConsumer<TKey, TValue>(
                consumer, options, options.BootstrapServers, ConsumerScopeSetting.IsEnabled(Environment.GetEnvironmentVariable));
    }
}
