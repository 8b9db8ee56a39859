using Confluent.Kafka;

namespace Waybill.Brokers;

/// <summary>
/// librdkafka's mock cluster: the real wire protocol on loopback, for clients in this and in other processes. Topics come into being when
/// they are first used, with four partitions; everything is in memory.
/// </summary>
public sealed class KafkaMockCluster : IDisposable, IAsyncDisposable
{
    /// <summary>The number of Produce requests in Kafka's protocol.</summary>
    public const short ProduceRequest = 0;

    /// <summary>The number of EndTxn requests, which commit or abort.</summary>
    public const short EndTransactionRequest = 26;

    /// <summary>The number of OffsetCommit requests.</summary>
    public const short OffsetCommitRequest = 8;

    private static readonly TimeSpan MetadataDeadline = TimeSpan.FromSeconds(20);

    private readonly IProducer<Null, Null> host;
    private readonly int brokers;

    private KafkaMockCluster(IProducer<Null, Null> host, string bootstrapServers, int brokers)
    {
        this.host = host;
        this.brokers = brokers;
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
            return new KafkaMockCluster(host, string.Join(',', addresses), brokers);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Answers the next requests of a kind with these errors, one each.</summary>
    /// <param name="request">The number of the kind in Kafka's protocol, such as <see cref="ProduceRequest"/>.</param>
    /// <param name="errors">The errors, in order; <see cref="ErrorCode.NoError"/> lets a request pass.</param>
    public void Answer(short request, params ErrorCode[] errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        KafkaMockControl.PushErrors(host.Handle, request, errors);
    }

    /// <summary>Lets every answer of every broker come that much later.</summary>
    public void Delay(TimeSpan roundTrip) => KafkaMockControl.SetRoundTrip(host.Handle, brokers, roundTrip);

    public void Dispose() => host.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
