using System.Diagnostics;
using Confluent.Kafka;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>Confluent's own serdes, and asynchronous ones that keep the schema's id in a header, as those of a schema registry can.</summary>
public sealed class SerdesTests(KafkaBroker broker) : SendTests
{
    private readonly ProducerConfig config = new() { BootstrapServers = broker.ConsumerConfig().BootstrapServers };

    [Fact]
    public async Task Confluents_own_serdes()
    {
        using var producer = new ProducerBuilder<long, double>(config)
            .SetKeySerializer(Serializers.Int64).SetValueSerializer(Serializers.Double).BuildWithTracing();
        producer.Produce(KafkaBroker.Partition0(topic), new Message<long, double> { Key = 7, Value = 1.5 });
        producer.Flush(KafkaBroker.Deadline);
        using var consumer = new ConsumerBuilder<long, double>(broker.ConsumerConfig())
            .SetKeyDeserializer(Deserializers.Int64).SetValueDeserializer(Deserializers.Double).BuildWithTracing();
        consumer.Assign(new TopicPartitionOffset(KafkaBroker.Partition0(topic), Offset.Beginning));

        var result = consumer.Consume(KafkaBroker.Deadline);

        Assert.Equal((7, 1.5), (result.Message.Key, result.Message.Value));
        Assert.Equal((await SendAsync()).SpanId, Activity.Current!.ParentSpanId);
    }

    [Fact]
    public async Task A_serializer_that_writes_and_a_deserializer_that_reads_headers()
    {
        SchemaHeaderSerde serde = new();
        using var producer = new ProducerBuilder<Null, string>(config).SetValueSerializer((IAsyncSerializer<string>)serde).BuildWithTracing();
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), new Message<Null, string> { Value = "v" }, TestContext.Current.CancellationToken);
        using var consumer = new ConsumerBuilder<Ignore, string>(broker.ConsumerConfig()).SetValueDeserializer(serde).BuildWithTracing();
        consumer.Assign(new TopicPartitionOffset(KafkaBroker.Partition0(topic), Offset.Beginning));

        Assert.Equal("v of schema 42", consumer.Consume(KafkaBroker.Deadline).Message.Value);

        var send = await SendAsync();
        Assert.Equal(HeaderText.ContextOf(send), serde.SeenBySerializer);
        Assert.Equal([.. HeaderText.ContextOf(send), "schema.id=42"], serde.SeenByDeserializer);
        Assert.Equal(send.SpanId, Activity.Current!.ParentSpanId);
    }

    [Fact]
    public async Task A_message_that_only_our_headers_make_too_large_goes_out_without_them_when_its_serializer_awaits()
    {
        config.MessageMaxBytes = 2000;
        using var producer = new ProducerBuilder<Null, string>(config).SetValueSerializer((IAsyncSerializer<string>)new SchemaHeaderSerde()).BuildWithTracing();

        await producer.ProduceAsync(
            KafkaBroker.Partition0(topic), new Message<Null, string> { Value = new string('x', 1800) }, TestContext.Current.CancellationToken);

        Assert.Equal(["schema.id=42"], HeaderText.Of(Assert.Single(broker.Read(topic)).Message.Headers));
        var send = await SendAsync();
        Assert.Equal((ActivityStatusCode.Unset, "message_too_large"), (send.Status, send.GetTagItem("waybill.injection.skipped")));
    }

    private sealed class SchemaHeaderSerde : IAsyncSerializer<string>, IDeserializer<string>
    {
        internal string[] SeenBySerializer { get; private set; } = [];

        internal string[] SeenByDeserializer { get; private set; } = [];

        public async Task<byte[]> SerializeAsync(string data, SerializationContext context)
        {
            SeenBySerializer = HeaderText.Of(context.Headers);
            await Task.Yield(); // the registry is asked
            context.Headers.Add("schema.id", HeaderText.Bytes("42"));
            return HeaderText.Bytes(data);
        }

        public string Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
        {
            SeenByDeserializer = HeaderText.Of(context.Headers);
            return $"{System.Text.Encoding.UTF8.GetString(data)} of schema {HeaderText.Value(context.Headers, "schema.id")}";
        }
    }
}
