using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Waybill.Support;

namespace Waybill.Adapters.Kafka.Tests;

public class KafkaServiceCollectionExtensionsTests(KafkaBroker broker)
{
    [Fact]
    public async Task A_producer_is_flushed_and_disposed_with_its_container()
    {
        using ActivityRecorder recorder = new("Waybill.Kafka");
        var topic = KafkaBroker.NewTopic();
        ServiceCollection services = new();
        services.AddTracedKafkaProducer(_ => Builder());
        await using (var provider = services.BuildServiceProvider())
        {
            var producer = provider.GetRequiredService<IProducer<string, string>>();
            Assert.Same(producer, provider.GetRequiredService<IProducer<string, string>>());
            for (var count = 0; count < 100; count++)
            {
                producer.Produce(KafkaBroker.Partition0(topic), new Message<string, string> { Value = "1" });
            }
        }

        var records = broker.Read(topic, 100);
        Assert.All(records, record => Assert.NotEmpty(Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes("traceparent"))));
        Assert.Equal(100, recorder.Ended.Count(span => Equals(span.GetTagItem("messaging.destination.name"), topic) && span.Status != System.Diagnostics.ActivityStatusCode.Error));
    }

    [Fact]
    public async Task Keyed_clients_are_told_apart_and_consumers_are_traced()
    {
        using ActivityRecorder recorder = new("Waybill.Kafka");
        var topic = KafkaBroker.NewTopic();
        ServiceCollection services = new();
        services.AddKeyedTracedKafkaProducer("orders", _ => Builder());
        services.AddKeyedTracedKafkaProducer("bills", _ => Builder());
        services.AddKeyedTracedKafkaConsumer("orders", _ => new ConsumerBuilder<string, string>(broker.ConsumerConfig()).SetLogHandler((_, _) => { }));
        services.AddTracedKafkaConsumer(_ => new ConsumerBuilder<string, string>(broker.ConsumerConfig()).SetLogHandler((_, _) => { }));
        await using var provider = services.BuildServiceProvider();
        var producer = provider.GetRequiredKeyedService<IProducer<string, string>>("orders");
        Assert.NotSame(producer, provider.GetRequiredKeyedService<IProducer<string, string>>("bills"));
        Assert.Null(provider.GetService<IProducer<string, string>>());
        var consumer = provider.GetRequiredKeyedService<IConsumer<string, string>>("orders");
        Assert.NotSame(consumer, provider.GetRequiredService<IConsumer<string, string>>());

        await producer.ProduceAsync(KafkaBroker.Partition0(topic), new Message<string, string> { Value = "1" });
        consumer.Assign(new TopicPartitionOffset(KafkaBroker.Partition0(topic), Offset.Beginning));
        Assert.NotNull(consumer.Consume(KafkaBroker.Deadline));
        consumer.Close();
        await recorder.WaitForAsync(span => Equals(span.GetTagItem("messaging.destination.name"), topic), count: 2);
    }

    private ProducerBuilder<string, string> Builder()
    {
        ProducerConfig config = new() { BootstrapServers = broker.ConsumerConfig().BootstrapServers, LingerMs = 500 };
        return new ProducerBuilder<string, string>(config).SetLogHandler((_, _) => { });
    }
}
