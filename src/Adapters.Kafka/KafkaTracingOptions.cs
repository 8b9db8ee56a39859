using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.Adapters.Kafka;

/// <summary>What the tracing of a producer or a consumer can be told; each option has a default that suits most programs.</summary>
public sealed class KafkaTracingOptions : MessageTracingOptions
{
    /// <summary>The header in which Spring for Apache Kafka counts the attempts of its retry topics.</summary>
    public const string SpringAttemptsHeader = "retry_topic-attempts";

    internal static readonly KafkaTracingOptions None = new();

    /// <summary>
    /// Adds the program's own tags to a span that has begun: called with the <see cref="Message{TKey,TValue}"/> of a send span, or the
    /// <see cref="ConsumeResult{TKey,TValue}"/> of a receive or process span. What it throws is passed over. Null, for nothing, by default.
    /// </summary>
    public Action<Activity, object>? Enrich { get; init; }

    /// <summary>
    /// Whether spans tell the message's key (<c>messaging.kafka.message.key</c>) if it is a text, a number, a Guid or a time. False by default:
    /// keys may name people.
    /// </summary>
    public bool CapturesKeys { get; init; }

    /// <summary>Whether Commit and StoreOffset make settle spans. False by default: there are as many as messages, and they rarely tell much.</summary>
    public bool CreatesSettleSpans { get; init; }

    /// <summary>
    /// The header that counts how often a message was tried, in digits or as a big-endian number of 4 or 8 bytes; spans of a message that has it
    /// get the tag <c>messaging.kafka.message.attempts</c>. <see cref="SpringAttemptsHeader"/> by default; null reads none.
    /// </summary>
    public string? AttemptsHeader { get; init; } = SpringAttemptsHeader;

    /// <summary>
    /// <c>host:port</c> of the brokers, for the tag <c>messaging.kafka.bootstrap.servers</c>. Null (the default) takes them from the client's
    /// configuration, which <c>BuildWithTracing</c> knows and a client that was built before does not tell.
    /// </summary>
    public string? BootstrapServers { get; init; }

    /// <summary>
    /// How long a producer sends without contexts after a broker has refused a message because of its headers. 5 minutes by default; zero never
    /// stops.
    /// </summary>
    public TimeSpan InjectionPause { get; init; } = TimeSpan.FromMinutes(5);
}
