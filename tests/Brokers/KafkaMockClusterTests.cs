using System.Net.NetworkInformation;
using Confluent.Kafka;

namespace Waybill.Brokers.Tests;

public sealed class KafkaMockClusterTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Carries_a_message_and_its_headers()
    {
        using var cluster = KafkaMockCluster.Start();
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = cluster.BootstrapServers }).Build();
        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig
        {
            BootstrapServers = cluster.BootstrapServers,
            GroupId = "tests",
            AutoOffsetReset = AutoOffsetReset.Earliest,
        }).Build();

        var sent = await producer.ProduceAsync(
            "orders",
            new Message<string, string> { Key = "k", Value = "v", Headers = new Headers { { "h", [1, 2] } } },
            TestContext.Current.CancellationToken);
        consumer.Subscribe("orders");
        var received = consumer.Consume(Deadline);
        consumer.Close();

        Assert.Equal(PersistenceStatus.Persisted, sent.Status);
        Assert.Equal("v", received.Message.Value);
        Assert.Equal([1, 2], received.Message.Headers.GetLastBytes("h"));
    }

    [Fact]
    public void Starts_as_many_brokers_as_asked_for_on_loopback_and_closes_their_ports()
    {
        int[] ports;
        using (var cluster = KafkaMockCluster.Start(brokers: 3))
        {
            var addresses = cluster.BootstrapServers.Split(',');
            Assert.Equal(3, addresses.Length);
            Assert.All(addresses, address => Assert.StartsWith("127.0.0.1:", address, StringComparison.Ordinal));
            ports = [.. addresses.Select(address => int.Parse(address.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture))];
            Assert.All(ports, port => Assert.Contains(port, Listening()));
        }

        Assert.DoesNotContain(Listening(), ports.Contains);
    }

    private static HashSet<int> Listening() =>
        [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port)];
}
