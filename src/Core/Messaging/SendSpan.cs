using System.Diagnostics;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core.Messaging;

/// <summary>The producer's side of a message: its span and its context.</summary>
internal static class SendSpan
{
    /// <summary>Starts a send span as a child of the current one.</summary>
    /// <param name="source">The adapter's source.</param>
    /// <param name="template">The span's name and attributes.</param>
    /// <param name="earlier">The context that the message carries already, because it is sent on or again: the span links to it.</param>
    /// <returns>The span, current on this flow until it ends; null when nobody listens, or the program wants none.</returns>
    internal static Activity? Start(ActivitySource source, SpanTemplate template, SpanContext? earlier)
    {
        if (!template.MakesSpans || !source.HasListeners())
        {
            return null;
        }

        if (earlier is { TraceId128.IsZero: false })
        {
            ContextLog.Current?.Tell(
                "inject",
                template.Subject!,
                $"the message has a context already, to which its new span links: {ContextText.Of(earlier.TraceId128, earlier.SpanId, earlier.Trace.SamplingPriority)}");
        }

        var parent = AmbientContext.Current is { } ambient ? ActivityState.ToActivityContext(ambient) : default;
        return source.StartActivity(template.Name, template.Kind, parent, template.Attributes, LinkTo(earlier));
    }

    /// <inheritdoc cref="OutboundContext.Inject"/>
    internal static void Inject<TWriter>(Activity? send, ref TWriter carrier, string? subject = null)
        where TWriter : struct, ICarrierWriter => OutboundContext.Inject(send, ref carrier, subject);

    /// <summary>A context with no trace of its own, because traces are restarted here, has the link that there is.</summary>
    private static ActivityLink[]? LinkTo(SpanContext? earlier) => earlier is null || IsCurrent(earlier) ? null
        : earlier.TraceId128.IsZero ? RemoteParent.Links(earlier.Links)
        : [new ActivityLink(ActivityState.ToActivityContext(earlier))];

    /// <summary>The caller wrote the current span's context itself: it is the parent already.</summary>
    private static bool IsCurrent(SpanContext context) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } current && Hex.From(current.SpanId) == context.SpanId;
}
