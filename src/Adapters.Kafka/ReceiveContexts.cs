using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Waybill.Adapters.Kafka;

/// <summary>The receive span of each record that the program still holds, for process spans that are to be its children.</summary>
internal static class ReceiveContexts
{
    private static readonly ConditionalWeakTable<object, Activity> Spans = [];

    internal static void Remember(object result, Activity receive) => Spans.AddOrUpdate(result, receive);

    /// <returns>The default when the record had no receive span, or one with another relation.</returns>
    internal static ActivityContext Of(object result) => Spans.TryGetValue(result, out var receive) ? receive.Context : default;
}
