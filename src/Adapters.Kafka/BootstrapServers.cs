namespace Waybill.Adapters.Kafka;

/// <summary>Where a client finds its first brokers.</summary>
internal static class BootstrapServers
{
    /// <returns>Null when the configuration names none.</returns>
    internal static string? In(IEnumerable<KeyValuePair<string, string>> config)
    {
        string? servers = null;
        foreach (var (key, value) in config)
        {
            if (key is "bootstrap.servers" or "metadata.broker.list") // librdkafka's two names of one setting; the last counts
            {
                servers = value;
            }
        }

        return servers;
    }
}
