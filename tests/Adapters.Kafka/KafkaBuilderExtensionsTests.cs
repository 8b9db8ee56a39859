using System.Diagnostics;
using Confluent.Kafka;

namespace Waybill.Adapters.Kafka.Tests;

public sealed class KafkaBuilderExtensionsTests(KafkaBroker broker) : SendTests
{
    private readonly string servers = broker.ConsumerConfig().BootstrapServers;

    [Fact]
    public async Task Built_with_tracing_the_spans_name_the_bootstrap_servers()
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = servers }).BuildWithTracing();
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), Message("v"), TestContext.Current.CancellationToken);
        using var consumer = new ConsumerBuilder<string, string>(broker.ConsumerConfig()).BuildWithTracing();
        consumer.Assign(new TopicPartitionOffset(KafkaBroker.Partition0(topic), Offset.Beginning));
        consumer.Consume(KafkaBroker.Deadline);

        Assert.Equal(servers, (await SendAsync()).GetTagItem("messaging.kafka.bootstrap.servers"));
        Assert.Equal(servers, Activity.Current!.GetTagItem("messaging.kafka.bootstrap.servers"));
        Assert.Equal("shipping", Activity.Current.GetTagItem("messaging.consumer.group.name"));
    }

    [Theory]
    [InlineData(true, "elsewhere:1")]
    [InlineData(false, "elsewhere:1")]
    [InlineData(false, null)]
    public async Task Options_name_other_servers_and_a_built_client_tells_none(bool builder, string? named)
    {
        KafkaTracingOptions options = new() { BootstrapServers = named };
        ProducerBuilder<string, string> configured = new(new ProducerConfig { BootstrapServers = servers });
        using var producer = builder ? configured.BuildWithTracing(options) : configured.Build().WithTracing(options);

        await producer.ProduceAsync(topic, Message("v"), TestContext.Current.CancellationToken);

        Assert.Equal(named, (await SendAsync()).GetTagItem("messaging.kafka.bootstrap.servers"));
    }

    [Fact]
    public void What_depends_on_the_handle_works_with_a_traced_client()
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = servers }).BuildWithTracing();
        using var consumer = new ConsumerBuilder<string, string>(broker.ConsumerConfig()).BuildWithTracing();
        using var dependent = new DependentProducerBuilder<Null, string>(producer.Handle).Build().WithTracing();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();

        dependent.Produce(topic, new Message<Null, string> { Value = "v" });
        dependent.Flush(KafkaBroker.Deadline);

        Assert.NotEmpty(admin.GetMetadata(KafkaBroker.Deadline).Brokers);
        Assert.Single(recorder.Ended, IsOfTopic);
    }

    [Fact]
    public void Builders_must_be_given()
    {
        Assert.Throws<ArgumentNullException>(() => ((ProducerBuilder<string, string>)null!).BuildWithTracing());
        Assert.Throws<ArgumentNullException>(() => ((ConsumerBuilder<string, string>)null!).BuildWithTracing());
    }

    [Theory]
    [InlineData("bootstrap.servers", "b:1")]
    [InlineData("metadata.broker.list", "b:1")]
    [InlineData("client.id", null)]
    public void The_servers_have_two_names(string key, string? found) => Assert.Equal(found, BootstrapServers.In([new(key, "b:1")]));
}
