using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Core;

namespace Waybill.Adapters.RabbitMq;

/// <summary>What the tracing of channels can be told. Every option has a default that suits.</summary>
public sealed class RabbitMqTracingOptions : MessageTracingOptions
{
    internal static new readonly RabbitMqTracingOptions Default = new();

    /// <summary>
    /// Adds to a send, receive or process span what the program knows of the message, before its handler runs. Null (the default) adds
    /// nothing. The body is valid during the call only. What it throws is ignored.
    /// </summary>
    /// <remarks><see cref="Activity.Kind"/> tells the operation: producer, client (a message that was got) or consumer.</remarks>
    public Action<Activity, IReadOnlyBasicProperties, ReadOnlyMemory<byte>>? Enrich { get; init; }

    /// <summary>
    /// True makes a span of each acknowledgement, negative acknowledgement and rejection. False by default: they only write to the
    /// socket, so the span tells that they were called and not that the broker has got them.
    /// </summary>
    public bool SettleSpans { get; init; }

    internal void EnrichSafely(Activity? span, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        if (Enrich is null || span is not { IsAllDataRequested: true })
        {
            return;
        }

        try
        {
            Enrich(span, properties, body);
        }
#pragma warning disable CA1031 // The program's own code: tracing must not cost the message.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
