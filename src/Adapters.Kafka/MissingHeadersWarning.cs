using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.Adapters.Kafka;

/// <summary>Says once for each consumer that its records come without the headers in which the context is.</summary>
internal sealed class MissingHeadersWarning
{
    private int isTold;

    /// <summary>The client gives each record headers, empty ones if it has none, unless it was told not to read them.</summary>
    internal void Check<TKey, TValue>(IConsumer<TKey, TValue> consumer, Message<TKey, TValue> message)
    {
        if (message.Headers is null && isTold == 0 && Interlocked.Exchange(ref isTold, 1) == 0)
        {
            Tracer.Tell(
                $"Consumer '{ClientId.Of(consumer)}' gets records without their headers, so that no trace goes on through it. Add 'headers' to its "
                + "setting dotnet.consumer.consume.result.fields, or leave that at its default, 'all'.");
        }
    }
}
