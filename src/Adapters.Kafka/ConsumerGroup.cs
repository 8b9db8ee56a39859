using System.Runtime.CompilerServices;
using System.Text;
using Confluent.Kafka;

namespace Waybill.Adapters.Kafka;

/// <summary>The name of a consumer's group, which the client tells nobody but a transactional producer.</summary>
/// <remarks>
/// librdkafka writes the group's metadata as <c>CGMDv2:</c>, the generation in 4 bytes, and the group, member and instance ids, each ended by a
/// zero byte (rd_kafka_consumer_group_metadata_write). Any other form gives no name.
/// </remarks>
internal static class ConsumerGroup
{
    private const string MetadataType = "Confluent.Kafka.ConsumerGroupMetadata";
    private const int GenerationLength = 4;

    /// <summary>Asks the client library, without a request to the broker. To be asked once: a consumer keeps its group.</summary>
    /// <returns>Null when it cannot be found out.</returns>
    internal static string? NameOf<TKey, TValue>(IConsumer<TKey, TValue> consumer)
    {
        try
        {
            // A closed consumer's metadata ends the process (seen with 2.15.1); asking for its name only throws.
            return consumer.Name is not null && consumer.ConsumerGroupMetadata is { } metadata
                && metadata.GetType() is var type && type.FullName == MetadataType && type.Assembly == typeof(IClient).Assembly
                    ? Parse(Serialized(metadata))
                    : null;
        }
#pragma warning disable CA1031 // A tag is not worth a message.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    internal static string? Parse(ReadOnlySpan<byte> metadata)
    {
        if (!metadata.StartsWith("CGMDv2:"u8) || metadata.Length < "CGMDv2:"u8.Length + GenerationLength)
        {
            return null;
        }

        var group = metadata[("CGMDv2:"u8.Length + GenerationLength)..];
        var end = group.IndexOf((byte)0);
        return end > 0 ? Encoding.UTF8.GetString(group[..end]) : null;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "serializedMetadata")]
    private static extern ref byte[] Serialized([UnsafeAccessorType(MetadataType + ", Confluent.Kafka")] object metadata);
}
