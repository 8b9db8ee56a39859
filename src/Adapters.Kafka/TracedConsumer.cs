using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>Decorates a consumer: a receive span for each record, all else straight to the client.</summary>
internal sealed class TracedConsumer<TKey, TValue> : IConsumer<TKey, TValue>
{
    private readonly IConsumer<TKey, TValue> inner;
    private readonly bool keepsReceiveOpen;
    private readonly CallTracer settles;
    private readonly MissingHeadersWarning missingHeaders = new();
    private readonly Lock groupGate = new();
    private bool isClosed;
    private readonly AsyncLocal<ProcessingScope?> receiveOfFlow = new();
    private ProcessingScope? openReceive;

    internal TracedConsumer(IConsumer<TKey, TValue> inner, KafkaTracingOptions options, string? bootstrapServers, bool keepsReceiveOpen)
    {
        this.inner = inner;
        this.keepsReceiveOpen = keepsReceiveOpen;
        var attributes = ClientAttributes.Of(inner, Group, bootstrapServers);
        Spans = new ConsumerSpans(options, attributes);
        settles = new CallTracer(options, attributes, options.CreatesSettleSpans);
    }

    public Handle Handle => inner.Handle;

    public string Name => inner.Name;

    public string MemberId => inner.MemberId;

    public List<TopicPartition> Assignment => inner.Assignment;

    public List<string> Subscription => inner.Subscription;

    public IConsumerGroupMetadata ConsumerGroupMetadata => inner.ConsumerGroupMetadata;

    internal ConsumerSpans Spans { get; }

    public ConsumeResult<TKey, TValue> Consume(int millisecondsTimeout)
    {
        LeaveReceive();
        var started = MessagingMeter.Now;
        try
        {
            return Received(inner.Consume(millisecondsTimeout), started);
        }
        catch (ConsumeException exception)
        {
            ReceiveFailed(exception, started);
            throw;
        }
    }

    public ConsumeResult<TKey, TValue> Consume(CancellationToken cancellationToken = default)
    {
        LeaveReceive();
        var started = MessagingMeter.Now;
        try
        {
            return Received(inner.Consume(cancellationToken), started);
        }
        catch (ConsumeException exception)
        {
            ReceiveFailed(exception, started);
            throw;
        }
    }

    public ConsumeResult<TKey, TValue> Consume(TimeSpan timeout)
    {
        LeaveReceive();
        var started = MessagingMeter.Now;
        try
        {
            return Received(inner.Consume(timeout), started);
        }
        catch (ConsumeException exception)
        {
            ReceiveFailed(exception, started);
            throw;
        }
    }

    public void Subscribe(IEnumerable<string> topics) => inner.Subscribe(topics);

    public void Subscribe(string topic) => inner.Subscribe(topic);

    public void Unsubscribe()
    {
        LeaveReceive();
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

    public void StoreOffset(ConsumeResult<TKey, TValue> result) => settles.Run(
        CallTracer.Call.Settle("store_offset", result?.Topic),
        (inner, result),
        static call =>
        {
            call.inner.StoreOffset(call.result);
            return true;
        });

    public void StoreOffset(TopicPartitionOffset offset) => settles.Run(
        CallTracer.Call.Settle("store_offset", offset?.Topic),
        (inner, offset),
        static call =>
        {
            call.inner.StoreOffset(call.offset);
            return true;
        });

    public List<TopicPartitionOffset> Commit() => settles.Run(CallTracer.Call.Settle("commit"), inner, static inner => inner.Commit());

    public void Commit(IEnumerable<TopicPartitionOffset> offsets) => settles.Run(
        CallTracer.Call.Settle("commit", Topics.Single(offsets)),
        (inner, offsets),
        static call =>
        {
            call.inner.Commit(call.offsets);
            return true;
        });

    public void Commit(ConsumeResult<TKey, TValue> result) => settles.Run(
        CallTracer.Call.Settle("commit", result?.Topic),
        (inner, result),
        static call =>
        {
            call.inner.Commit(call.result);
            return true;
        });

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
        LeaveReceive();
        HideGroup();
        inner.Close();
    }

    public void Dispose()
    {
        LeaveReceive();
        HideGroup();
        inner.Dispose();
    }

    /// <summary>Ends the receive span, and gives this flow back what it had before: the span may have ended on another flow, which could not do that.</summary>
    private void LeaveReceive()
    {
        EndReceive();
        if (receiveOfFlow.Value is { } scope)
        {
            scope.LeaveFlow();
            receiveOfFlow.Value = null;
        }
    }

    /// <summary>Ends the receive span that is still open, if there is one.</summary>
    internal void EndReceive()
    {
        if (Interlocked.Exchange(ref openReceive, null) is { } scope)
        {
            scope.Dispose();
        }
    }

    /// <summary>Not while another thread closes the client: asking it then ends the process.</summary>
    private string? Group()
    {
        lock (groupGate)
        {
            return isClosed ? null : ConsumerGroup.NameOf(inner);
        }
    }

    /// <summary>The client is not closed within the lock: its handlers may wait for a thread that asks for the group.</summary>
    private void HideGroup()
    {
        lock (groupGate)
        {
            isClosed = true;
        }
    }

    private ConsumeResult<TKey, TValue> Received(ConsumeResult<TKey, TValue>? result, long started)
    {
        // Otherwise nothing came in time, or a partition ended.
        if (result is { IsPartitionEOF: false, Message: { } message })
        {
            missingHeaders.Check(inner, message);
            if (keepsReceiveOpen || KafkaSource.Instance.HasListeners() || MessagingMeter.IsEnabled)
            {
                Open(Spans.StartReceive(result, started));
            }
        }

        return result!;
    }

    private void Open(ProcessingScope scope)
    {
        if (!keepsReceiveOpen)
        {
            scope.Dispose();
            return;
        }

        receiveOfFlow.Value = scope;
        if (Interlocked.Exchange(ref openReceive, scope) is { } parallel)
        {
            parallel.Dispose(); // of a thread that consumed at the same time
        }
    }

    /// <summary>A record that cannot be handed over, because it cannot be deserialized, still has its headers. Other errors have no record.</summary>
    private void ReceiveFailed(ConsumeException exception, long started)
    {
        if (exception.ConsumerRecord is { Message: not null, Offset.Value: >= 0 } record && (KafkaSource.Instance.HasListeners() || MessagingMeter.IsEnabled))
        {
            using var scope = Spans.StartReceive(record, started, exception.Error.Code.ToString());
            KafkaFailure.Record(scope.Activity, exception);
        }
    }
}
