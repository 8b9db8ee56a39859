using System.Diagnostics;
using Waybill.Core;
using Waybill.Core.Messaging;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Kafka;

/// <summary>The source of the adapter's spans.</summary>
internal static class KafkaSource
{
    internal const string Name = "Waybill.Kafka";

    internal static readonly ActivitySource Instance = new(Name);

    /// <summary>True when a message that is sent has neither a span, nor something to pass on or to count.</summary>
    internal static bool HasNothingToSend => !Instance.HasListeners() && Activity.Current is null && AmbientContext.Current is null
        && Baggage.Current.Count == 0 && !MessagingMeter.CountsSent && ContextLog.Current is null;
}
