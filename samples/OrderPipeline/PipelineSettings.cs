namespace OrderPipeline;

/// <summary>Where the brokers are.</summary>
internal sealed record PipelineSettings(string KafkaServers, Uri RabbitMq, string SqsUrl)
{
    public const string OrdersTopic = "orders";
    public const string ShippingExchange = "shipping";
    public const string ParcelsQueue = "shipping.parcels";
    public const string ParcelRoutingKey = "parcel";
    public const string NotificationsQueue = "notifications";

    /// <summary>Variables that are not set mean the brokers' usual ports on this machine.</summary>
    public static PipelineSettings FromEnvironment() => new(
        Read("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
        new Uri(Read("RABBITMQ_URI", "amqp://guest:guest@localhost:5672")),
        Read("SQS_SERVICE_URL", "http://localhost:4566"));

    private static string Read(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;
}
