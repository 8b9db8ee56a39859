using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>Puts on a span what its message says, as far as the options want it.</summary>
internal static class MessageDetails
{
    private const int MaxDigits = 19;

    /// <param name="span">The span.</param>
    /// <param name="message">The message.</param>
    /// <param name="whole">What the program's own code gets: the message, or the result that holds it.</param>
    /// <param name="options">What is wanted.</param>
    internal static void Set<TKey, TValue>(Activity span, Message<TKey, TValue> message, object whole, KafkaTracingOptions options)
    {
        if (message.Value is null && typeof(TValue) != typeof(Ignore))
        {
            span.SetTag(MessagingAttributes.KafkaTombstone, true);
        }

        if (options.CapturesKeys && Text(message.Key) is { } key)
        {
            span.SetTag(MessagingAttributes.KafkaMessageKey, key);
        }

        if (message.Headers is { Count: > 0 } headers && options.AttemptsHeader is { } header
            && headers.TryGetLastBytes(header, out var bytes) && Number(bytes) is { } attempts)
        {
            span.SetTag(MessagingAttributes.KafkaAttempts, attempts);
        }

        if (options.Enrich is { } enrich)
        {
            Enrich(enrich, span, whole);
        }
    }

    /// <summary>Null for what has no one text.</summary>
    private static string? Text(object? key) => key is string or Guid or DateTime or DateTimeOffset || key?.GetType().IsPrimitive == true
        ? Convert.ToString(key, CultureInfo.InvariantCulture)
        : null;

    private static long? Number(byte[]? value) =>
        value is { Length: > 0 and <= MaxDigits }
        && long.TryParse(Encoding.UTF8.GetString(value), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits
        : value is { Length: 4 } ? BinaryPrimitives.ReadInt32BigEndian(value)
        : value is { Length: 8 } ? BinaryPrimitives.ReadInt64BigEndian(value)
        : null;

    private static void Enrich(Action<Activity, object> enrich, Activity span, object whole)
    {
        try
        {
            enrich(span, whole);
        }
#pragma warning disable CA1031 // The program's own code: tracing must not cost the message.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
