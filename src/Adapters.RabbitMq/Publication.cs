using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.RabbitMq;

/// <summary>One message on its way to the broker: its send span, and its properties with the span's context.</summary>
/// <param name="Span">Null when nobody listens.</param>
/// <param name="Properties">A copy with context; null when the caller's are to be sent as they are.</param>
internal readonly record struct Publication(Activity? Span, BasicProperties? Properties)
{
    /// <summary>True when there is neither a span to make nor a context to hand on: publishing costs nothing then.</summary>
    internal static bool IsUntraced => !RabbitMqSpans.Source.HasListeners() && Activity.Current is null && AmbientContext.Current is null;

    /// <summary>Starts the span, which is current until it is stopped or the calling async method returns.</summary>
    /// <param name="exchange">The exchange; empty for the default one.</param>
    /// <param name="routingKey">The routing key.</param>
    /// <param name="properties">The caller's; stay as they are.</param>
    /// <param name="maxFrameSize">See <see cref="HeaderFrame.Fits"/>.</param>
    internal static Publication Start<TProperties>(string? exchange, string? routingKey, TProperties properties, uint maxFrameSize)
        where TProperties : IReadOnlyBasicProperties
    {
        var copy = PropertiesCopy.TryMake(properties, out var headers);
        var earlier = RabbitMqSpans.Source.HasListeners() ? HeaderTableReader.Extract(headers) : null;
        var span = SendSpan.Start(RabbitMqSpans.Source, RabbitMqSpans.Send.Of(new MessageRoute(exchange ?? "", routingKey ?? "")), earlier);
        if (copy is null)
        {
            return Skip(span, "unreadable_properties");
        }

        if (copy.MessageId is { Length: > 0 } messageId)
        {
            span?.SetTag(MessagingAttributes.MessageId, messageId);
        }

        HeaderTableWriter writer = new(headers);
        SendSpan.Inject(span, ref writer);
        return !writer.HasWritten ? new Publication(span, null)
            : HeaderFrame.Fits(copy, maxFrameSize) ? new Publication(span, copy)
            : Skip(span, "frame_size");
    }

    private static Publication Skip(Activity? span, string reason)
    {
        span?.SetTag(MessagingAttributes.InjectionSkipped, reason);
        MessagingMeter.InjectionSkipped(MessagingSystems.RabbitMq, reason);
        return new Publication(span, null);
    }
}
