using System.Diagnostics;
using System.Runtime.CompilerServices;
using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq;

/// <summary>What a traced channel knows of a message that was got through it, and the client's result does not tell.</summary>
/// <param name="Queue">Where it was got from.</param>
/// <param name="Spans">The channel's.</param>
/// <param name="Receive">The receive span's context; the default when there is none.</param>
internal sealed record ReceivedMessage(string Queue, RabbitMqSpans Spans, ActivityContext Receive)
{
    private static readonly ReceivedMessage Unknown = new("", RabbitMqSpans.Default, default);

    private static readonly ConditionalWeakTable<BasicGetResult, ReceivedMessage> ByResult = [];

    internal static void Remember(BasicGetResult result, ReceivedMessage known) => ByResult.AddOrUpdate(result, known);

    internal static ReceivedMessage Of(BasicGetResult result) => ByResult.TryGetValue(result, out var known) ? known : Unknown;
}
