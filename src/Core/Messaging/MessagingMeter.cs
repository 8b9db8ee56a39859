using System.Diagnostics.Metrics;

namespace Waybill.Core.Messaging;

/// <summary>The counters of the adapters, in the Meter <c>Waybill</c>.</summary>
internal static class MessagingMeter
{
    private static readonly Meter Meter = new("Waybill");

    private static readonly Counter<long> Skipped = Meter.CreateCounter<long>(
        "waybill.injection.skipped", "{message}", "Messages that were sent without a context because it would have broken them.");

    /// <summary>A message went out untouched.</summary>
    /// <param name="system">One of <see cref="MessagingSystems"/>.</param>
    /// <param name="reason">Why, in a word.</param>
    internal static void InjectionSkipped(string system, string reason) =>
        Skipped.Add(1, new(MessagingAttributes.System, system), new("reason", reason));
}
