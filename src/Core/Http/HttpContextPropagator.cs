using System.Diagnostics;
using Waybill.Core.Http;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core;

/// <summary>Makes ASP.NET Core and HttpClient read and write all configured formats, in place of .NET's own propagator.</summary>
/// <example><code>HttpContextPropagator.Install(); // at the start, before the host is built</code></example>
/// <remarks>
/// HttpClient writes headers only if there is an Activity; a context alone, while nobody listens, does not go out over HTTP. Headers that were set
/// by hand are left by HttpClient as they are.
/// </remarks>
public sealed class HttpContextPropagator : DistributedContextPropagator
{
    private static readonly string[] AllFields = [.. ContextHeaders.All, BaggageFormat.Header];

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Fields => AllFields;

    /// <summary>Installs it for the process. Hosts and handlers that exist already keep what they had.</summary>
    public static void Install() => Current = new HttpContextPropagator();

    /// <inheritdoc/>
    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (setter is not null)
        {
            CallbackWriter writer = new(carrier, setter);
            OutboundContext.Inject(activity, ref writer, "http request");
        }
    }

    /// <inheritdoc/>
    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        traceId = traceState = null;
        if (getter is null)
        {
            return;
        }

        CallbackReader reader = new(carrier, getter);
        var context = SpanContextExtractor.Default.Extract(ref reader, "http request");
        PendingParent.Set(context);
        Baggage.Current = context?.Baggage ?? default;
        if (context is { TraceId128.IsZero: false, SpanId: not 0 })
        {
            traceId = $"00-{context.TraceId128}-{context.SpanId:x16}-{(context.Trace.IsKept ? "01" : "00")}";
            traceState = ActivityState.TraceStateText(context.Trace, context.LastParentId);
        }
    }

    /// <summary>The baggage of the request. It is current as <see cref="Baggage.Current"/> as well, and only that one goes out again.</summary>
    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter)
    {
        if (getter is null)
        {
            return null;
        }

        CallbackReader reader = new(carrier, getter);
        var baggage = SpanContextExtractor.Default.ExtractBaggage(ref reader);
        return baggage.Count == 0 ? null : baggage.GetBaggage().Select(item => new KeyValuePair<string, string?>(item.Key, item.Value));
    }
}
