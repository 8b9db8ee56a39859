using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Waybill.Adapters.Kafka;
using Waybill.Hosting.Tests.Support;

namespace Waybill.Hosting.Tests;

/// <summary>Clients of an adapter in the container of a traced host.</summary>
public class TracedClientsTests
{
    [Fact]
    public async Task The_spans_that_a_client_ends_when_it_is_disposed_are_sent_even_if_it_was_made_before_the_host_started()
    {
        await using TestHost host = new(builder => builder.Services.AddTracedKafkaProducer(
            _ => new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = "127.0.0.1:1" }).SetLogHandler((_, _) => { }),
            flushTimeout: TimeSpan.FromMilliseconds(100)));
        var producer = host.Services.GetRequiredService<IProducer<string, string>>();
        await host.StartAsync();
        producer.Produce("orders", new Message<string, string> { Value = "1" });
        await host.EndAsync();
        Assert.Equal("kafka.produce", Assert.Single(host.Agent.Spans).Name);
    }
}
