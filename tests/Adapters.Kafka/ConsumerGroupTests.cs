using System.Reflection;
using Confluent.Kafka;

namespace Waybill.Adapters.Kafka.Tests;

public sealed class ConsumerGroupTests(KafkaBroker broker)
{
    [Fact]
    public void A_consumer_says_its_group()
    {
        using var consumer = broker.Consumer(KafkaBroker.NewTopic(), config => config.GroupId = "Größe 1");
        Assert.Equal("Größe 1", ConsumerGroup.NameOf(consumer));
    }

    [Fact]
    public void A_closed_consumer_has_no_group()
    {
        var consumer = broker.Consumer(KafkaBroker.NewTopic());
        consumer.Dispose();
        Assert.Null(ConsumerGroup.NameOf(consumer));
    }

    [Fact]
    public void Metadata_that_the_client_did_not_make_has_no_group()
    {
        var consumer = DispatchProxy.Create<IConsumer<string, string>, CallRecorder>();
        ((CallRecorder)(object)consumer).Return = method =>
            method.Name == "get_ConsumerGroupMetadata" ? DispatchProxy.Create<IConsumerGroupMetadata, CallRecorder>() : "name";
        Assert.Null(ConsumerGroup.NameOf(consumer));
    }

    [Theory]
    [InlineData("CGMDv2:\u0001\u0001\u0001\u0001group\0member\0", "group")]
    [InlineData("CGMDv2:\u0001\u0001\u0001\u0001group", null)]
    [InlineData("CGMDv2:\u0001\u0001\u0001\u0001\0member\0", null)]
    [InlineData("CGMDv2:\u0001", null)]
    [InlineData("CGMDv3:\u0001\u0001\u0001\u0001group\0", null)]
    [InlineData("", null)]
    public void Only_the_known_form_is_read(string metadata, string? group) => Assert.Equal(group, ConsumerGroup.Parse(HeaderText.Bytes(metadata)));
}
