using Confluent.Kafka;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>What goes out is a copy with the context.</summary>
public sealed class OutgoingMessageTests(KafkaBroker broker) : SendTests
{
    [Fact]
    public async Task The_callers_message_and_headers_stay_as_they_are()
    {
        using var producer = broker.Producer().WithTracing();
        var headers = HeaderText.OldContext();
        var before = HeaderText.Of(headers);
        var message = Message("v", headers);
        var bare = Message("w");

        await producer.ProduceAsync(topic, message, TestContext.Current.CancellationToken);
        producer.Produce(topic, bare);
        producer.Flush(KafkaBroker.Deadline);

        Assert.Same(headers, message.Headers);
        Assert.Equal(before, HeaderText.Of(headers));
        Assert.Null(bare.Headers);
    }

    [Fact]
    public async Task A_record_that_is_sent_on_has_the_new_context_only_and_links_to_the_old()
    {
        await broker.SendAsync(topic, Message("v", HeaderText.OldContext()));
        var record = broker.Read(topic).Single();
        using var producer = broker.Producer().WithTracing();
        var retry = KafkaBroker.NewTopic();

        await producer.ProduceAsync(KafkaBroker.Partition0(retry), record.Message, TestContext.Current.CancellationToken);

        var send = (await recorder.WaitForAsync(activity => activity.DisplayName == $"send {retry}")).Single();
        var link = Assert.Single(send.Links);
        Assert.Equal(HeaderText.OldTraceId, link.Context.TraceId.ToHexString());
        Assert.Equal(HeaderText.OldSpanId, link.Context.SpanId.ToHexString());
        Assert.NotEqual(HeaderText.OldTraceId, send.TraceId.ToHexString());
        Assert.Equal(["kind=order", .. HeaderText.ContextOf(send)], HeaderText.Of(broker.Read(retry).Single().Message.Headers));
    }

    [Fact]
    public async Task A_tombstone_is_one()
    {
        using var producer = broker.Producer().WithTracing();
        await producer.ProduceAsync(topic, Message(null), TestContext.Current.CancellationToken);
        Assert.Equal(true, (await SendAsync()).GetTagItem("messaging.kafka.message.tombstone"));
    }

    [Fact]
    public async Task A_serializer_sees_the_context_and_its_own_failure_is_on_the_span()
    {
        var seen = new List<string>();
        using var inner = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = broker.ConsumerConfig().BootstrapServers })
            .SetValueSerializer(new HeaderReadingSerializer(seen)).SetLogHandler((_, _) => { }).Build();
        using var producer = inner.WithTracing();

        await producer.ProduceAsync(topic, Message("v"), TestContext.Current.CancellationToken);
        var exception = await Assert.ThrowsAsync<ProduceException<string, string>>(
            () => producer.ProduceAsync(topic, Message("bad"), TestContext.Current.CancellationToken));

        var sends = await recorder.WaitForAsync(IsOfTopic, 2);
        Assert.Equal(HeaderText.ContextOf(sends[0]), seen);
        Assert.IsType<FormatException>(exception.InnerException);
        Assert.Equal("Local_ValueSerialization", sends[1].GetTagItem("error.type"));
    }

    private sealed class HeaderReadingSerializer(List<string> seen) : ISerializer<string>
    {
        public byte[] Serialize(string data, SerializationContext context)
        {
            if (data == "bad")
            {
                throw new FormatException("bad");
            }

            seen.AddRange(HeaderText.Of(context.Headers));
            return HeaderText.Bytes(data);
        }
    }
}
