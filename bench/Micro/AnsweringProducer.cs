using Confluent.Kafka;

namespace Waybill.Benchmarks.Micro;

/// <summary>
/// A stand-in for Kafka's client: it reports each message as delivered before <c>Produce</c> returns, and does nothing else. So what is measured
/// around it is the tracing alone, without the marshalling of librdkafka.
/// </summary>
internal sealed class AnsweringProducer : IProducer<Null, byte[]>
{
    private readonly DeliveryReport<Null, byte[]> report = new()
    {
        Topic = "orders",
        Partition = 3,
        Offset = 123_456,
        Status = PersistenceStatus.Persisted,
        Error = new Error(ErrorCode.NoError),
    };

    public Handle Handle => throw new NotSupportedException("A stand-in has no handle.");

    public string Name => "orders-producer-1";

    public Task<DeliveryResult<Null, byte[]>> ProduceAsync(
        string topic, Message<Null, byte[]> message, CancellationToken cancellationToken = default)
    {
        report.Message = message;
        return Task.FromResult<DeliveryResult<Null, byte[]>>(report);
    }

    public Task<DeliveryResult<Null, byte[]>> ProduceAsync(
        TopicPartition topicPartition, Message<Null, byte[]> message, CancellationToken cancellationToken = default) =>
        ProduceAsync(topicPartition.Topic, message, cancellationToken);

    public void Produce(string topic, Message<Null, byte[]> message, Action<DeliveryReport<Null, byte[]>>? deliveryHandler = null)
    {
        report.Message = message;
        deliveryHandler?.Invoke(report);
    }

    public void Produce(
        TopicPartition topicPartition, Message<Null, byte[]> message, Action<DeliveryReport<Null, byte[]>>? deliveryHandler = null) =>
        Produce(topicPartition.Topic, message, deliveryHandler);

    public int Poll(TimeSpan timeout) => 0;

    public int Flush(TimeSpan timeout) => 0;

    public void Flush(CancellationToken cancellationToken = default)
    {
    }

    public void InitTransactions(TimeSpan timeout)
    {
    }

    public void BeginTransaction()
    {
    }

    public void CommitTransaction(TimeSpan timeout)
    {
    }

    public void CommitTransaction()
    {
    }

    public void AbortTransaction(TimeSpan timeout)
    {
    }

    public void AbortTransaction()
    {
    }

    public void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout)
    {
    }

    public int AddBrokers(string brokers) => 0;

    public void SetSaslCredentials(string username, string password)
    {
    }

    public void Dispose()
    {
    }
}
