using Confluent.Kafka;

namespace Waybill.Brokers;

/// <summary>
/// librdkafka's mock cluster: the real wire protocol on loopback, for clients in this and in other processes. Topics come into being when
/// they are first used, with four partitions; everything is in memory.
/// </summary>
public sealed class KafkaMockCluster : IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan MetadataDeadline = TimeSpan.FromSeconds(20);

    private readonly IProducer<Null, Null> host;

    private KafkaMockCluster(IProducer<Null, Null> host, string bootstrapServers)
    {
        this.host = host;
        BootstrapServers = bootstrapServers;
    }

    /// <summary><c>host:port</c> of every broker, separated by commas.</summary>
    public string BootstrapServers { get; }

    public static KafkaMockCluster Start(int brokers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brokers, 1);
        var config = new ClientConfig();
        config.Set("test.mock.num.brokers", brokers.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var host = new ProducerBuilder<Null, Null>(config).SetLogHandler(static (_, _) => { }).Build();
        try
        {
            using var admin = new DependentAdminClientBuilder(host.Handle).Build();
            var addresses = admin.GetMetadata(MetadataDeadline).Brokers.Select(broker => $"{broker.Host}:{broker.Port}");
            return new KafkaMockCluster(host, string.Join(',', addresses));
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public void Dispose() => host.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
