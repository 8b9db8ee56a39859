using Confluent.Kafka;

namespace OrderPipeline;

/// <summary>The Kafka topic between shop front and fulfilment.</summary>
internal static class OrdersTopic
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>A broker that makes topics by itself does so when a producer first asks for one.</summary>
    public static void Ensure(PipelineSettings settings)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = settings.KafkaServers }).Build();
        admin.GetMetadata(PipelineSettings.OrdersTopic, Deadline);
    }
}
