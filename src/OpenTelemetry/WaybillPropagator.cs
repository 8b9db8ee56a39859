using OpenTelemetry.Context.Propagation;
using Waybill.Core;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;
using OtelBaggage = OpenTelemetry.Baggage;

namespace Waybill.OpenTelemetry;

/// <summary>Reads and writes all configured formats, Datadog's and W3C's by default, for whatever uses OpenTelemetry's propagators.</summary>
/// <example><code>Sdk.SetDefaultTextMapPropagator(new WaybillPropagator());</code></example>
/// <remarks>
/// Priority, origin and propagated tags are in the tracestate of the context that is extracted, from where .NET hands them on to child Activities. Baggage is read into OpenTelemetry's
/// context and into <see cref="Baggage.Current"/>, so that messages sent by the adapters carry it; what is written is both together, OpenTelemetry's before ours.
/// </remarks>
public sealed class WaybillPropagator : TextMapPropagator
{
    private static readonly HashSet<string> AllFields = [.. ContextHeaders.All, BaggageFormat.Header];

    /// <inheritdoc/>
    public override ISet<string> Fields => AllFields;

    /// <inheritdoc/>
    public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter)
    {
        if (carrier is not null && setter is not null)
        {
            var span = ActivityState.ContextOf(context.ActivityContext);
            SpanContext outbound = new(span.TraceId128, span.SpanId, span.Trace)
            {
                IsRemote = true, // then its own baggage is written
                Baggage = Join(context.Baggage, Baggage.Current),
            };
            SpanContextInjector.Default.Inject(carrier, setter, outbound);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A context that is there already, found by another propagator, stays.</remarks>
    public override PropagationContext Extract<T>(PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter)
    {
        if (carrier is null || getter is null)
        {
            return context;
        }

        var found = SpanContextExtractor.Default.Extract(carrier, getter!) as SpanContext;
        Baggage.Current = Join(context.Baggage, found?.Baggage ?? default);
        var isNew = context.ActivityContext.TraceId == default && found is { TraceId128.IsZero: false, SpanId: not 0 };
        return new PropagationContext(
            isNew ? ActivityState.ToActivityContext(found!) : context.ActivityContext,
            OtelBaggage.Create(Baggage.Current.GetBaggage().ToDictionary()));
    }

    /// <summary>Ours first, so that of two with one name OpenTelemetry's counts.</summary>
    private static Baggage Join(OtelBaggage theirs, Baggage ours) =>
        Baggage.Create(ours.GetBaggage().Concat(theirs.GetBaggage()).Where(item => !string.IsNullOrWhiteSpace(item.Key)));
}
