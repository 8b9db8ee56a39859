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

    internal static Publication Start<TProperties>(string? exchange, string? routingKey, TProperties properties, uint maxFrameSize)
        where TProperties : IReadOnlyBasicProperties
    {
        var copy = Copy(properties, out var headers);
        var span = SendSpan.Start(
            RabbitMqSpans.Source, RabbitMqSpans.Send.Of(new MessageRoute(exchange ?? "", routingKey ?? "")), HeaderTableReader.Extract(headers));
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
            : Fits(copy, maxFrameSize) ? new Publication(span, copy)
            : Skip(span, "frame_size");
    }

    private static Publication Skip(Activity? span, string reason)
    {
        span?.SetTag(MessagingAttributes.InjectionSkipped, reason);
        MessagingMeter.InjectionSkipped(MessagingSystems.RabbitMq, reason);
        return new Publication(span, null);
    }

    /// <summary>The copy has a header table of its own. Null when the caller's cannot be read: then the client says what is wrong.</summary>
    private static BasicProperties? Copy<TProperties>(TProperties properties, out Dictionary<string, object?> headers)
        where TProperties : IReadOnlyBasicProperties
    {
        headers = [];
        try
        {
            var original = properties.Headers;
            headers.EnsureCapacity((original?.Count ?? 0) + HeaderTableWriter.ContextHeaders.Length);
            foreach (var (name, value) in original ?? headers)
            {
                headers[name] = value;
            }

            return new BasicProperties(properties) { Headers = headers };
        }
#pragma warning disable CA1031 // The caller's own types, or a table that changes meanwhile: no reason for tracing to lose the message.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
