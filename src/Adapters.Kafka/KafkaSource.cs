using System.Diagnostics;

namespace Waybill.Adapters.Kafka;

/// <summary>The source of the adapter's spans.</summary>
internal static class KafkaSource
{
    internal const string Name = "Waybill.Kafka";

    internal static readonly ActivitySource Instance = new(Name);
}
