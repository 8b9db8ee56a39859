using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>
/// Whether a producer writes contexts. Brokers before 0.11, and policies of newer ones, refuse messages for their headers: then that producer
/// sends without them for a while, and tries again.
/// </summary>
internal sealed class HeaderRejection(TimeSpan pause)
{
    private const string Reason = "headers_rejected";

    private long pausedUntil;

    /// <summary>False during a pause; every message of it is counted.</summary>
    internal bool Allows()
    {
        var until = Volatile.Read(ref pausedUntil);
        if (until == 0)
        {
            return true;
        }

        if (Environment.TickCount64 < until)
        {
            MessagingMeter.InjectionSkipped(MessagingSystems.Kafka, Reason);
            return false;
        }

        Interlocked.CompareExchange(ref pausedUntil, 0, until);
        return true;
    }

    /// <summary>The broker has refused a message that had a context.</summary>
    /// <param name="client">What the producer calls itself.</param>
    /// <param name="error">The broker's answer.</param>
    internal void Refused(string? client, Error error)
    {
        if (pause > TimeSpan.Zero && MayBeForHeaders(error)
            && Interlocked.CompareExchange(ref pausedUntil, Environment.TickCount64 + (long)pause.TotalMilliseconds, 0) == 0)
        {
            Tracer.Tell(
                $"Kafka refused a message of producer '{client}', which had the headers of a trace context: {error.Code}, {error.Reason}. "
                + $"This producer sends without them for {pause}. If this goes on, set InjectInto for the topic, or InjectionPause.");
        }
    }

    /// <summary>
    /// The answers of brokers that do not know headers (an unknown error, or a format that has no place for them) and of those that check records.
    /// </summary>
    private static bool MayBeForHeaders(Error error) =>
        error.Code is ErrorCode.Unknown or ErrorCode.UnsupportedForMessageFormat or ErrorCode.InvalidRecord or ErrorCode.PolicyViolation;
}
