using Confluent.Kafka;
using Waybill.Brokers;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>One broker for all tests. Each test has a topic of its own and uses partition 0 of it.</summary>
public sealed class KafkaBroker : IAsyncLifetime
{
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private BrokerEndpoint? endpoint;
    private string? missing;

    public async ValueTask InitializeAsync()
    {
        try
        {
            endpoint = await BrokerUnderTest.KafkaAsync();
        }
        catch (Exception exception) when (exception is BrokerUnavailableException or DllNotFoundException)
        {
            missing = exception.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (endpoint is not null)
        {
            await endpoint.DisposeAsync();
        }
    }

    internal static string NewTopic() => $"topic-{Guid.NewGuid():N}";

    internal static TopicPartition Partition0(string topic) => new(topic, new Partition(0));

    internal IProducer<string, string> Producer(Action<ProducerConfig>? configure = null)
    {
        ProducerConfig config = new() { BootstrapServers = Address(), LingerMs = 0 };
        configure?.Invoke(config);
        return new ProducerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>A consumer that reads partition 0 of a topic from its beginning.</summary>
    internal IConsumer<string, string> Consumer(string topic, Action<ConsumerConfig>? configure = null)
    {
        var consumer = new ConsumerBuilder<string, string>(ConsumerConfig(configure)).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(Partition0(topic), Offset.Beginning));
        return consumer;
    }

    internal ConsumerConfig ConsumerConfig(Action<ConsumerConfig>? configure = null)
    {
        ConsumerConfig config = new()
        {
            BootstrapServers = Address(),
            GroupId = "shipping",
            ClientId = "dock",
            EnableAutoCommit = false,
            FetchWaitMaxMs = 20,
        };
        configure?.Invoke(config);
        return config;
    }

    /// <summary>What the broker holds, read without tracing.</summary>
    internal List<ConsumeResult<string, string>> Read(string topic, int count = 1)
    {
        using var consumer = Consumer(topic);
        List<ConsumeResult<string, string>> records = [];
        while (records.Count < count)
        {
            records.Add(consumer.Consume(Deadline) ?? throw new TimeoutException($"{records.Count} of {count} records came."));
        }

        return records;
    }

    internal async Task SendAsync(string topic, params Message<string, string>[] messages)
    {
        using var producer = Producer();
        foreach (var message in messages)
        {
            await producer.ProduceAsync(Partition0(topic), message, TestContext.Current.CancellationToken);
        }
    }

    private string Address()
    {
        Assert.SkipWhen(missing is not null, $"There is no Kafka broker: {missing}");
        return endpoint!.Address;
    }
}
