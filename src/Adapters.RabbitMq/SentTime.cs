using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq;

/// <summary>When a message came to the broker, or was sent, as far as it says so.</summary>
internal static class SentTime
{
    /// <summary>Unix time in milliseconds, 64-bit: from RabbitMQ's interceptor or its plugin rabbitmq-message-timestamp.</summary>
    internal const string MillisecondsHeader = "timestamp_in_ms";

    private static readonly long MaxMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>From the header, else from the property <c>timestamp</c>, which AMQP 0-9-1 (4.2.5.4) counts in seconds.</summary>
    /// <returns>Null when there is neither, or it is no time.</returns>
    internal static DateTimeOffset? Of(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue(MillisecondsHeader, out var value) && value is long milliseconds
            && IsTime(milliseconds)
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : properties.IsTimestampPresent() && properties.Timestamp.UnixTime is var seconds && IsTime(seconds, perSecond: 1)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : null;

    private static bool IsTime(long value, int perSecond = 1000) => value > 0 && value <= MaxMilliseconds / 1000 * perSecond;
}
