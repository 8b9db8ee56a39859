using Confluent.Kafka;
using Waybill.Brokers;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>A mock cluster of one test's own, which can be told to fail.</summary>
internal sealed class FailingBroker : IDisposable
{
    internal KafkaMockCluster Cluster { get; } = KafkaMockCluster.Start();

    /// <summary>Without retries, so that an error of the broker is the delivery's.</summary>
    internal ProducerBuilder<string, string> Producer(Action<ProducerConfig>? configure = null)
    {
        ProducerConfig config = new() { BootstrapServers = Cluster.BootstrapServers, LingerMs = 0, MessageSendMaxRetries = 0 };
        configure?.Invoke(config);
        return new ProducerBuilder<string, string>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { });
    }

    internal IConsumer<string, string> Consumer(string topic, KafkaTracingOptions? options = null)
    {
        ConsumerConfig config = new() { BootstrapServers = Cluster.BootstrapServers, GroupId = "shipping", EnableAutoCommit = false, EnableAutoOffsetStore = false };
        var consumer = new ConsumerBuilder<string, string>(config).SetLogHandler((_, _) => { }).BuildWithTracing(options);
        consumer.Assign(new TopicPartitionOffset(KafkaBroker.Partition0(topic), Offset.Beginning));
        return consumer;
    }

    public void Dispose() => Cluster.Dispose();
}
