using Confluent.Kafka;

namespace Waybill.Adapters.Kafka;

/// <summary>Decorates a producer: what produces goes through <see cref="SendTracer{TKey,TValue}"/>, transactions have spans, all else goes straight to the client.</summary>
internal sealed class TracedProducer<TKey, TValue> : IProducer<TKey, TValue>
{
    private readonly IProducer<TKey, TValue> inner;
    private readonly SendTracer<TKey, TValue> tracer;
    private readonly TransactionTracer<TKey, TValue> transactions;
    private int isFlushed;

    internal TracedProducer(IProducer<TKey, TValue> inner, KafkaTracingOptions options, string? bootstrapServers)
    {
        var attributes = ClientAttributes.Of(inner, bootstrapServers);
        this.inner = inner;
        tracer = new SendTracer<TKey, TValue>(inner, options, attributes);
        transactions = new TransactionTracer<TKey, TValue>(inner, new CallTracer(options, attributes, makesSpans: true), tracer.Transaction);
    }

    /// <summary>How long Dispose waits for messages that are on their way; zero, the default, leaves that to the program.</summary>
    internal TimeSpan FlushAtEnd { get; init; }

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

    public void InitTransactions(TimeSpan timeout) => transactions.Init(timeout);

    public void BeginTransaction() => transactions.Begin();

    public void CommitTransaction(TimeSpan timeout) => transactions.Commit(timeout);

    public void CommitTransaction() => transactions.Commit(timeout: null);

    public void AbortTransaction(TimeSpan timeout) => transactions.Abort(timeout);

    public void AbortTransaction() => transactions.Abort(timeout: null);

    public void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout) =>
        transactions.SendOffsets(offsets, groupMetadata, timeout);

    public int AddBrokers(string brokers) => inner.AddBrokers(brokers);

    public void SetSaslCredentials(string username, string password) => inner.SetSaslCredentials(username, password);

    public void Dispose()
    {
        try
        {
            Flush();
            inner.Dispose();
        }
        finally
        {
            tracer.EndAll();
        }
    }

    private void Flush()
    {
        if (FlushAtEnd <= TimeSpan.Zero || Interlocked.Exchange(ref isFlushed, 1) != 0)
        {
            return;
        }

        try
        {
            inner.Flush(FlushAtEnd);
        }
        catch (Exception exception) when (exception is KafkaException or ObjectDisposedException)
        {
            // Disposed before, or broken: what is left ends as it does without a flush.
        }
    }

    /// <summary>
    /// False when there is nothing to do, and when something is missing, for which the client then throws its own error.
    /// </summary>
    private static bool IsTraced(string? topic, Message<TKey, TValue>? message) =>
        topic is not null && message is not null && !KafkaSource.HasNothingToSend;
}
