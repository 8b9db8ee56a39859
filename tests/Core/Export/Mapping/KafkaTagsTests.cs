using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Mapping;

public class KafkaTagsTests
{
    [Fact]
    public void Kafkas_tags_have_Datadogs_names_and_forms()
    {
        var span = Samples.Encode(Samples.Span(
            "messaging.system", "kafka",
            "messaging.consumer.group.name", "shipping",
            "messaging.destination.partition.id", "3",
            "messaging.kafka.offset", long.MaxValue,
            "messaging.kafka.message.tombstone", true,
            "messaging.kafka.bootstrap.servers", "b:1"));
        Assert.Equal(
            ("kafka", "shipping", "[3]", "9223372036854775807", "true", "b:1"),
            (span.Meta["component"], span.Meta["kafka.group"], span.Meta["kafka.partition"], span.Meta["kafka.offset"], span.Meta["kafka.tombstone"],
                span.Meta["messaging.kafka.bootstrap.servers"]));
        Assert.DoesNotContain("messaging.kafka.offset", span.Metrics.Keys);
        Assert.DoesNotContain("messaging.consumer.group.name", span.Meta.Keys);
    }

    [Fact]
    public void What_is_of_another_form_or_system_stays_as_it_is()
    {
        var partition = new string('3', 21);
        var kafka = Samples.Encode(Samples.Span("messaging.system", "kafka", "messaging.destination.partition.id", partition));
        Assert.Equal(partition, kafka.Meta["messaging.destination.partition.id"]);
        var other = Samples.Encode(Samples.Span("messaging.system", "rabbitmq", "messaging.destination.partition.id", "3"));
        Assert.Equal("3", other.Meta["messaging.destination.partition.id"]);
    }
}
