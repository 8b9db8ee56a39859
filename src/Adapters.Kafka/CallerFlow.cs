using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Kafka;

/// <summary>What the caller of Produce had on its flow beside an Activity, for its delivery handler.</summary>
/// <param name="Baggage">Its baggage.</param>
/// <param name="Ambient">The context of the message that it was processing, while nobody listened.</param>
internal sealed record CallerFlow(Baggage Baggage, SpanContext? Ambient)
{
    /// <returns>Null when there is nothing: messages in flight are many.</returns>
    internal static CallerFlow? Current => Baggage.Current is var baggage && AmbientContext.Current is var ambient && (baggage.Count > 0 || ambient is not null)
        ? new CallerFlow(baggage, ambient)
        : null;

    /// <summary>Runs a handler on another flow as if it were the caller's, without the Activity.</summary>
    /// <param name="caller">The caller's flow.</param>
    /// <param name="handler">The caller's.</param>
    /// <param name="report">Given to it.</param>
    internal static void Run<TKey, TValue>(CallerFlow? caller, Action<DeliveryReport<TKey, TValue>> handler, DeliveryReport<TKey, TValue> report)
    {
        var baggage = Baggage.Current;
        var ambient = AmbientContext.Entered;
        _ = AmbientContext.Enter(caller?.Ambient);
        try
        {
            Baggage.Current = caller?.Baggage ?? default;
            handler(report);
        }
        finally
        {
            Baggage.Current = baggage;
            AmbientContext.Restore(ambient);
        }
    }
}
