using System.Diagnostics;

namespace Waybill.Core.Messaging;

/// <summary>How long a message waited: from the broker's timestamp to its receipt.</summary>
internal static class QueueTime
{
    /// <summary>Sets the tag, in milliseconds. Clocks of two machines may disagree: a negative time counts as 0.</summary>
    internal static void Set(Activity? activity, DateTimeOffset sent)
    {
        if (activity is { IsAllDataRequested: true })
        {
            var waited = activity.StartTimeUtc - sent.UtcDateTime;
            activity.SetTag(MessagingAttributes.QueueTime, Math.Max(0, waited.TotalMilliseconds));
        }
    }
}
