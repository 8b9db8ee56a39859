using System.Diagnostics;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tracing;

/// <summary>What goes out with a message or request: the context of its span or, when nobody listens to it, of whatever it is sent from.</summary>
internal static class OutboundContext
{
    /// <summary>Leaves the carrier as it is when there is no trace and no baggage.</summary>
    /// <param name="span">The span of the message or request; null when it has none.</param>
    /// <param name="carrier">The carrier.</param>
    /// <param name="subject">What is sent, for the <see cref="ContextLog"/>.</param>
    internal static void Inject<TWriter>(Activity? span, ref TWriter carrier, string? subject = null)
        where TWriter : struct, ICarrierWriter
    {
        var injector = SpanContextInjector.Default;
        if (span is null && AmbientContext.Current is { } ambient)
        {
            injector.Inject(ref carrier, ambient.TraceId128, ambient.SpanId, ambient.Trace, Baggage.Current, subject);
        }
        else if ((span ?? Activity.Current) is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            var traceId = TraceId128.From(activity.TraceId);
            injector.Inject(ref carrier, traceId, Hex.From(activity.SpanId), ActivityState.Of(activity, traceId), Baggage.Current, subject);
        }
        else if (Baggage.Current.Count > 0)
        {
            injector.Inject(ref carrier, default, 0, TraceLevelState.Empty, Baggage.Current, subject);
        }
        else
        {
            ContextLog.Current?.Tell("inject", subject ?? typeof(TWriter).Name, "nothing to write: no span is current, and nobody listens for one. Is there a Tracer?");
        }
    }
}
