using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>Decorates a consumer: a receive span for each record, all else straight to the client.</summary>
internal sealed class TracedConsumer<TKey, TValue> : IConsumer<TKey, TValue>
{
    private readonly IConsumer<TKey, TValue> inner;
    private readonly bool keepsReceiveOpen;
    private ProcessingScope? openReceive;

    internal TracedConsumer(IConsumer<TKey, TValue> inner, MessageRelation relation, bool keepsReceiveOpen)
    {
        this.inner = inner;
        this.keepsReceiveOpen = keepsReceiveOpen;
        Relation = relation;
        Lazy<KeyValuePair<string, object?>[]> attributes = new(
            () => [new(MessagingAttributes.ConsumerGroup, ConsumerGroup.NameOf(inner)), new(MessagingAttributes.ClientId, ClientId.Of(inner))],
            LazyThreadSafetyMode.PublicationOnly);
        Spans = new ConsumerSpans(() => attributes.Value);
    }

    public Handle Handle => inner.Handle;

    public string Name => inner.Name;

    public string MemberId => inner.MemberId;

    public List<TopicPartition> Assignment => inner.Assignment;

    public List<string> Subscription => inner.Subscription;

    public IConsumerGroupMetadata ConsumerGroupMetadata => inner.ConsumerGroupMetadata;

    internal MessageRelation Relation { get; }

    internal ConsumerSpans Spans { get; }

    public ConsumeResult<TKey, TValue> Consume(int millisecondsTimeout)
    {
        EndReceive();
        try
        {
            return Received(inner.Consume(millisecondsTimeout));
        }
        catch (ConsumeException exception)
        {
            ReceiveFailed(exception);
            throw;
        }
    }

    public ConsumeResult<TKey, TValue> Consume(CancellationToken cancellationToken = default)
    {
        EndReceive();
        try
        {
            return Received(inner.Consume(cancellationToken));
        }
        catch (ConsumeException exception)
        {
            ReceiveFailed(exception);
            throw;
        }
    }

    public ConsumeResult<TKey, TValue> Consume(TimeSpan timeout)
    {
        EndReceive();
        try
        {
            return Received(inner.Consume(timeout));
        }
        catch (ConsumeException exception)
        {
            ReceiveFailed(exception);
            throw;
        }
    }

    public void Subscribe(IEnumerable<string> topics) => inner.Subscribe(topics);

    public void Subscribe(string topic) => inner.Subscribe(topic);

    public void Unsubscribe()
    {
        EndReceive();
        inner.Unsubscribe();
    }

    public void Assign(TopicPartition partition) => inner.Assign(partition);

    public void Assign(TopicPartitionOffset partition) => inner.Assign(partition);

    public void Assign(IEnumerable<TopicPartitionOffset> partitions) => inner.Assign(partitions);

    public void Assign(IEnumerable<TopicPartition> partitions) => inner.Assign(partitions);

    public void IncrementalAssign(IEnumerable<TopicPartitionOffset> partitions) => inner.IncrementalAssign(partitions);

    public void IncrementalAssign(IEnumerable<TopicPartition> partitions) => inner.IncrementalAssign(partitions);

    public void IncrementalUnassign(IEnumerable<TopicPartition> partitions) => inner.IncrementalUnassign(partitions);

    public void Unassign() => inner.Unassign();

    public void StoreOffset(ConsumeResult<TKey, TValue> result) => inner.StoreOffset(result);

    public void StoreOffset(TopicPartitionOffset offset) => inner.StoreOffset(offset);

    public List<TopicPartitionOffset> Commit() => inner.Commit();

    public void Commit(IEnumerable<TopicPartitionOffset> offsets) => inner.Commit(offsets);

    public void Commit(ConsumeResult<TKey, TValue> result) => inner.Commit(result);

    public void Seek(TopicPartitionOffset tpo) => inner.Seek(tpo);

    public void Pause(IEnumerable<TopicPartition> partitions) => inner.Pause(partitions);

    public void Resume(IEnumerable<TopicPartition> partitions) => inner.Resume(partitions);

    public List<TopicPartitionOffset> Committed(TimeSpan timeout) => inner.Committed(timeout);

    public List<TopicPartitionOffset> Committed(IEnumerable<TopicPartition> partitions, TimeSpan timeout) => inner.Committed(partitions, timeout);

    public Offset Position(TopicPartition partition) => inner.Position(partition);

    public List<TopicPartitionOffset> OffsetsForTimes(IEnumerable<TopicPartitionTimestamp> timestampsToSearch, TimeSpan timeout) =>
        inner.OffsetsForTimes(timestampsToSearch, timeout);

    public WatermarkOffsets GetWatermarkOffsets(TopicPartition topicPartition) => inner.GetWatermarkOffsets(topicPartition);

    public WatermarkOffsets QueryWatermarkOffsets(TopicPartition topicPartition, TimeSpan timeout) =>
        inner.QueryWatermarkOffsets(topicPartition, timeout);

    public int AddBrokers(string brokers) => inner.AddBrokers(brokers);

    public void SetSaslCredentials(string username, string password) => inner.SetSaslCredentials(username, password);

    public void Close()
    {
        EndReceive();
        inner.Close();
    }

    public void Dispose()
    {
        EndReceive();
        inner.Dispose();
    }

    /// <summary>Ends the receive span that is still open, if there is one.</summary>
    internal void EndReceive()
    {
        if (Interlocked.Exchange(ref openReceive, null) is { } scope)
        {
            scope.Dispose();
        }
    }

    private ConsumeResult<TKey, TValue> Received(ConsumeResult<TKey, TValue>? result)
    {
        // Nothing came in time, or a partition ended.
        if (result is { IsPartitionEOF: false, Message: not null } && (keepsReceiveOpen || KafkaSource.Instance.HasListeners()))
        {
            var scope = Spans.StartReceive(result, Relation);
            if (!keepsReceiveOpen)
            {
                scope.Dispose();
            }
            else if (Interlocked.Exchange(ref openReceive, scope) is { } parallel)
            {
                parallel.Dispose(); // of a thread that consumed at the same time
            }
        }

        return result!;
    }

    /// <summary>A record that cannot be handed over, because it cannot be deserialized, still has its headers. Other errors have no record.</summary>
    private void ReceiveFailed(ConsumeException exception)
    {
        if (exception.ConsumerRecord is { Message: not null, Offset.Value: >= 0 } record && KafkaSource.Instance.HasListeners())
        {
            using var scope = Spans.StartReceive(record, Relation);
            KafkaFailure.Record(scope.Activity, exception);
        }
    }
}
