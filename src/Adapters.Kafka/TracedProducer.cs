using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Kafka;

/// <summary>Decorates a producer: what produces goes through <see cref="SendTracer{TKey,TValue}"/>, all else straight to the client.</summary>
internal sealed class TracedProducer<TKey, TValue>(IProducer<TKey, TValue> inner) : IProducer<TKey, TValue>
{
    private readonly SendTracer<TKey, TValue> tracer = new(inner);

    public Handle Handle => inner.Handle;

    public string Name => inner.Name;

    public Task<DeliveryResult<TKey, TValue>> ProduceAsync(
        string topic, Message<TKey, TValue> message, CancellationToken cancellationToken = default) =>
        IsTraced(topic, message)
            ? tracer.SendAsync(new Destination(topic, null), message, cancellationToken)
            : inner.ProduceAsync(topic, message, cancellationToken);

    public Task<DeliveryResult<TKey, TValue>> ProduceAsync(
        TopicPartition topicPartition, Message<TKey, TValue> message, CancellationToken cancellationToken = default) =>
        IsTraced(topicPartition?.Topic, message)
            ? tracer.SendAsync(new Destination(topicPartition!.Topic, topicPartition), message, cancellationToken)
            : inner.ProduceAsync(topicPartition, message, cancellationToken);

    public void Produce(string topic, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? deliveryHandler = null)
    {
        if (IsTraced(topic, message))
        {
            tracer.Send(new Destination(topic, null), message, deliveryHandler);
        }
        else
        {
            inner.Produce(topic, message, deliveryHandler);
        }
    }

    public void Produce(
        TopicPartition topicPartition, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? deliveryHandler = null)
    {
        if (IsTraced(topicPartition?.Topic, message))
        {
            tracer.Send(new Destination(topicPartition!.Topic, topicPartition), message, deliveryHandler);
        }
        else
        {
            inner.Produce(topicPartition, message, deliveryHandler);
        }
    }

    public int Poll(TimeSpan timeout) => inner.Poll(timeout);

    public int Flush(TimeSpan timeout) => inner.Flush(timeout);

    public void Flush(CancellationToken cancellationToken = default) => inner.Flush(cancellationToken);

    public void InitTransactions(TimeSpan timeout) => inner.InitTransactions(timeout);

    public void BeginTransaction() => inner.BeginTransaction();

    public void CommitTransaction(TimeSpan timeout) => inner.CommitTransaction(timeout);

    public void CommitTransaction() => inner.CommitTransaction();

    public void AbortTransaction(TimeSpan timeout) => inner.AbortTransaction(timeout);

    public void AbortTransaction() => inner.AbortTransaction();

    public void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout) =>
        inner.SendOffsetsToTransaction(offsets, groupMetadata, timeout);

    public int AddBrokers(string brokers) => inner.AddBrokers(brokers);

    public void SetSaslCredentials(string username, string password) => inner.SetSaslCredentials(username, password);

    public void Dispose()
    {
        try
        {
            inner.Dispose();
        }
        finally
        {
            tracer.EndAll();
        }
    }

    /// <summary>
    /// False when there is neither a span to make nor a context to pass on, and when something is missing, for which the client then throws
    /// its own error.
    /// </summary>
    private static bool IsTraced(string? topic, Message<TKey, TValue>? message) => topic is not null && message is not null
        && (KafkaSource.Instance.HasListeners() || Activity.Current is not null || AmbientContext.Current is not null);
}
