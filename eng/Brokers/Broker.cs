namespace Waybill.Brokers;

/// <summary>Finds a broker: the one that an environment variable names, else one started on loopback, owned by the caller.</summary>
public static class Broker
{
    public const string KafkaVariable = "WAYBILL_KAFKA";
    public const string RabbitMqVariable = "WAYBILL_RABBITMQ";
    public const string SqsVariable = "WAYBILL_SQS";

    public static Task<BrokerEndpoint> KafkaAsync() => Task.FromResult(Configured(KafkaVariable) ?? StartKafka());

    /// <exception cref="BrokerUnavailableException">None is configured and rabbitmq-server is not installed.</exception>
    public static async Task<BrokerEndpoint> RabbitMqAsync(CancellationToken cancellationToken = default)
    {
        if (Configured(RabbitMqVariable) is { } configured)
        {
            return configured;
        }

        var server = await RabbitMqServer.StartAsync(cancellationToken);
        return new BrokerEndpoint(server.Uri.ToString(), server);
    }

    /// <exception cref="BrokerUnavailableException">None is configured and Node or eng/fauxqs/node_modules is missing.</exception>
    public static async Task<BrokerEndpoint> SqsAsync(CancellationToken cancellationToken = default)
    {
        if (Configured(SqsVariable) is { } configured)
        {
            return configured;
        }

        var emulator = await SqsEmulator.StartAsync(cancellationToken);
        return new BrokerEndpoint(emulator.ServiceUrl.ToString(), emulator);
    }

    private static BrokerEndpoint StartKafka()
    {
        var cluster = KafkaMockCluster.Start();
        return new BrokerEndpoint(cluster.BootstrapServers, cluster);
    }

    private static BrokerEndpoint? Configured(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } address ? new BrokerEndpoint(address) : null;
}
