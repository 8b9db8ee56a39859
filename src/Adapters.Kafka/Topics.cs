using Confluent.Kafka;

namespace Waybill.Adapters.Kafka;

/// <summary>The topic that a call is about.</summary>
internal static class Topics
{
    /// <returns>Null when there is none or more than one, or when the offsets can perhaps be read only once.</returns>
    internal static string? Single(IEnumerable<TopicPartitionOffset>? offsets)
    {
        if (offsets is not IReadOnlyList<TopicPartitionOffset> { Count: > 0 } list)
        {
            return null;
        }

        var topic = list[0]?.Topic;
        for (var i = 1; i < list.Count; i++)
        {
            if (list[i]?.Topic != topic)
            {
                return null;
            }
        }

        return topic;
    }
}
