using System.Diagnostics;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.RabbitMq;

/// <summary>A message that goes out without a context, and why.</summary>
internal static class InjectionSkip
{
    /// <summary>With a context the properties would not fit in a frame, and the broker would close the connection.</summary>
    internal const string FrameSize = "frame_size";

    /// <summary>The caller's properties throw when they are read.</summary>
    internal const string UnreadableProperties = "unreadable_properties";

    internal static void Count(Activity? span, string reason)
    {
        span?.SetTag(MessagingAttributes.InjectionSkipped, reason);
        MessagingMeter.InjectionSkipped(MessagingSystems.RabbitMq, reason, span);
    }
}
