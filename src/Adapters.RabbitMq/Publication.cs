using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Core;
using Waybill.Core.Messaging;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.RabbitMq;

/// <summary>One message on its way to the broker: its send span, and its properties with the span's context.</summary>
/// <param name="Span">Null when nobody listens, or the client makes the span.</param>
/// <param name="Properties">A copy with context; null when the caller's are to be sent as they are.</param>
/// <param name="Template">What the span is like.</param>
/// <param name="Started">See <see cref="MessagingMeter.Now"/>.</param>
internal readonly record struct Publication(Activity? Span, BasicProperties? Properties, SpanTemplate Template, long Started)
{
    /// <summary>True when there is neither a span to make nor a context to hand on nor a measure to take: publishing costs nothing then.</summary>
    internal static bool IsUntraced => !RabbitMqSpans.Source.HasListeners() && !HasContext && !MessagingMeter.IsEnabled && ContextLog.Current is null;

    private static bool HasContext =>
        Activity.Current is not null || AmbientContext.Current is not null || Baggage.Current.Count > 0 || ClientTracing.Publishes;

    /// <summary>Starts the span, which is current until it is stopped or the calling async method returns.</summary>
    /// <param name="spans">The channel's.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="properties">The caller's; stay as they are.</param>
    /// <param name="body">For <see cref="RabbitMqTracingOptions.Enrich"/>.</param>
    /// <param name="maxFrameSize">See <see cref="HeaderFrame.Fits"/>.</param>
    internal static Publication Start<TProperties>(
        RabbitMqSpans spans, in PublishAddress address, TProperties properties, ReadOnlyMemory<byte> body, uint maxFrameSize)
        where TProperties : IReadOnlyBasicProperties
    {
        var template = spans.Send.Of(new MessageRoute(address.Exchange ?? "", address.RoutingKey ?? ""));
        var started = MessagingMeter.Now;
        var isClients = ClientTracing.Publishes;
        var makesSpan = !isClients && template.MakesSpans && RabbitMqSpans.Source.HasListeners();
        if (!makesSpan && !HasContext && ContextLog.Current is null)
        {
            return new Publication(null, null, template, started);
        }

        ClientContextInjector.Install();
        var copy = PropertiesCopy.TryMake(properties, out var headers);
        var earlier = makesSpan || isClients ? HeaderTableReader.Extract(headers) : null;
        var span = isClients ? null : SendSpan.Start(RabbitMqSpans.Source, template, earlier);
        if (copy is null)
        {
            InjectionSkip.Count(span, InjectionSkip.UnreadableProperties);
            return new Publication(span, null, template, started);
        }

        if (copy.MessageId is { Length: > 0 } messageId)
        {
            span?.SetTag(MessagingAttributes.MessageId, messageId);
        }

        spans.Options.EnrichSafely(span, properties, body);
        headers.Owner = copy;
        headers.MaxFrameSize = maxFrameSize;
        headers.Exchange = address.Exchange ?? "";
        headers.Earlier = earlier;
        return Inject(span, headers, template, isClients)
            ? new Publication(span, copy, template, started)
            // The client's own tracing would write into the caller's table: it gets one that it leaves alone.
            : new Publication(span, isClients ? PropertiesCopy.TryMake(properties, out _) : null, template, started);
    }

    /// <summary>The publish has failed.</summary>
    /// <param name="exception">The client's, which the caller gets.</param>
    /// <param name="reply">What the broker said; null when it said nothing.</param>
    internal void Fail(Exception exception, BrokerReply? reply)
    {
        SpanFailure.Record(Span, exception);
        reply?.Describe(Span);
        End(SpanFailure.TypeOf(exception));
    }

    /// <summary>The broker has acknowledged it or, without confirmations, it is written.</summary>
    internal void End(string? errorType = null)
    {
        Span?.Stop();
        MessagingMeter.Sent(Template, Started, errorType: errorType);
    }

    /// <summary>False when the message is to go out as it came.</summary>
    private static bool Inject(Activity? span, TracedHeaders headers, SpanTemplate template, bool isClients)
    {
        if (!template.AllowsInjection())
        {
            return false;
        }

        // What is written now stands if the client, for which some other listener may decide, makes no span after all.
        HeaderTableWriter writer = new(headers);
        SendSpan.Inject(span, ref writer, template.Subject);
        if (writer.Bytes == 0 && !isClients)
        {
            return false;
        }

        // A span of the client's would begin a trace where there is a message's context and no Activity: the context goes on instead.
        headers.TakesClientSpan = span is not null || AmbientContext.Current is null;
        if ((!headers.HasCallers && HeaderFrame.SurelyFits(writer.Bytes, headers.MaxFrameSize))
            || HeaderFrame.Fits(headers.Owner!, headers.MaxFrameSize))
        {
            return true;
        }

        InjectionSkip.Count(span, InjectionSkip.FrameSize);
        return false;
    }
}
