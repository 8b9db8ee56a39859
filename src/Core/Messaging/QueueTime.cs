using System.Diagnostics;

namespace Waybill.Core.Messaging;

/// <summary>How long a message waited: from the broker's timestamp to its receipt.</summary>
internal static class QueueTime
{
    /// <summary>Sets the tag, in milliseconds. Clocks of two machines may disagree: a negative time counts as 0.</summary>
    internal static void Set(Activity? activity, DateTimeOffset sent) => Set(activity, sent, activity?.StartTimeUtc ?? default);

    /// <summary>The same for a message that was received before the span began.</summary>
    internal static void Set(Activity? activity, DateTimeOffset sent, DateTime received)
    {
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag(MessagingAttributes.QueueTime, Between(sent.UtcDateTime, received).TotalMilliseconds);
        }
    }

    /// <summary>Measures it, once for each message: at its first span. Works without a span as well.</summary>
    internal static void Measure(SpanTemplate template, DateTimeOffset sent) =>
        MessagingMeter.Waited(template, Between(sent.UtcDateTime, DateTime.UtcNow));

    private static TimeSpan Between(DateTime sent, DateTime received) => received > sent ? received - sent : TimeSpan.Zero;
}
