using Confluent.Kafka;

namespace Waybill.Adapters.Kafka;

/// <summary>When a record was written, by its timestamp: its producer's or its broker's.</summary>
internal static class RecordTime
{
    // The largest time that DateTimeOffset holds: the timestamp comes from whoever produced the record.
    private static readonly long MaxUnixMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <returns>Null when the record does not say, or says what is no time.</returns>
    internal static DateTimeOffset? Of<TKey, TValue>(Message<TKey, TValue>? message) =>
        message?.Timestamp is { Type: not TimestampType.NotAvailable, UnixTimestampMs: > 0 and var time } && time <= MaxUnixMilliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(time)
            : null;
}
