using System.Reflection;
using Confluent.Kafka;

namespace Waybill.Adapters.Kafka.Tests;

public sealed class KafkaTracingExtensionsTests
{
    [Fact]
    public void A_traced_client_is_not_traced_again()
    {
        var producer = DispatchProxy.Create<IProducer<string, string>, CallRecorder>().WithTracing();
        var consumer = DispatchProxy.Create<IConsumer<string, string>, CallRecorder>().WithTracing();

        Assert.Same(producer, producer.WithTracing());
        Assert.Same(consumer, consumer.WithTracing());
    }

    [Fact]
    public void A_client_must_be_given()
    {
        Assert.Throws<ArgumentNullException>(() => ((IProducer<string, string>)null!).WithTracing());
        Assert.Throws<ArgumentNullException>(() => ((IConsumer<string, string>)null!).WithTracing());
    }
}
