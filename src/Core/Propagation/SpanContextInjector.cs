using System.Text;
using Waybill.Core.Propagation;

namespace Waybill.Core;

/// <summary>Writes a span's context into the headers of a message: in each configured format.</summary>
/// <example>
/// <code>
/// var injector = new SpanContextInjector();
/// injector.Inject(message.Headers, (headers, name, value) => headers[name] = value, scope.Span.Context);
/// </code>
/// </example>
public sealed class SpanContextInjector
{
    private readonly PropagationSettings settings;

    /// <summary>An injector with the settings of the running <see cref="Tracer"/>, or else of the environment.</summary>
    public SpanContextInjector()
        : this(PropagationDefaults.Settings)
    {
    }

    /// <summary>An injector with settings of its own.</summary>
    /// <exception cref="ArgumentNullException">The settings are null.</exception>
    public SpanContextInjector(PropagationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        this.settings = settings;
    }

    internal static SpanContextInjector Default => PropagationDefaults.Injector;

    /// <summary>Writes the context's headers through a delegate.</summary>
    /// <param name="carrier">The message, or its headers.</param>
    /// <param name="setter">Sets a header in place of every one of that name. When it throws, that header is left out.</param>
    /// <param name="context">The span to continue from: <c>scope.Span.Context</c>, or what was extracted.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public void Inject<TCarrier>(TCarrier carrier, Action<TCarrier, string, string> setter, ISpanContext context)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        ArgumentNullException.ThrowIfNull(setter);
        ArgumentNullException.ThrowIfNull(context);
        DelegateWriter<TCarrier> writer = new(carrier, setter);
        Inject(ref writer, context as SpanContext ?? new SpanContext(context.TraceId, context.SpanId), ContextLog.Current is null ? null : typeof(TCarrier).Name);
    }

    /// <summary>Writes the context's headers into a dictionary, in place of those of an earlier context.</summary>
    /// <param name="headers">The headers. Names are written in lower case and compare as the dictionary compares them.</param>
    /// <param name="context">The span to continue from. <see cref="SpanContext.None"/> writes nothing.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public void Inject(IDictionary<string, string> headers, ISpanContext context)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(context);
        if (!headers.IsReadOnly)
        {
            DictionaryWriter writer = new(headers);
            Inject(ref writer, context as SpanContext ?? new SpanContext(context.TraceId, context.SpanId), "dictionary");
        }
    }

    /// <summary>Writes the context's headers into a carrier.</summary>
    /// <param name="carrier">The carrier.</param>
    /// <param name="context">The span to continue from. <see cref="SpanContext.None"/> writes nothing.</param>
    /// <exception cref="ArgumentNullException">The context is null.</exception>
    public void Inject<TWriter>(ref TWriter carrier, SpanContext context)
        where TWriter : struct, ICarrierWriter
    {
        ArgumentNullException.ThrowIfNull(context);
        Inject(ref carrier, context, ContextLog.Current is null ? null : typeof(TWriter).Name);
    }

    /// <param name="carrier">The carrier.</param>
    /// <param name="traceId">The trace; zero writes baggage alone.</param>
    /// <param name="spanId">The span to continue from.</param>
    /// <param name="trace">The trace's state.</param>
    /// <param name="baggage">The baggage.</param>
    /// <param name="subject">What is sent, for the <see cref="ContextLog"/>.</param>
    internal void Inject<TWriter>(ref TWriter carrier, TraceId128 traceId, ulong spanId, TraceLevelState trace, Baggage baggage, string? subject)
        where TWriter : struct, ICarrierWriter
    {
        if (ContextLog.Current is not { } log)
        {
            Write(ref carrier, traceId, spanId, trace, baggage);
            return;
        }

        InjectionNotes<TWriter> notes = new(carrier);
        Write(ref notes, traceId, spanId, trace, baggage);
        carrier = notes.Carrier;
        notes.Tell(log, subject, settings.InjectStyles, traceId, spanId, trace);
    }

    private void Inject<TWriter>(ref TWriter carrier, SpanContext context, string? subject)
        where TWriter : struct, ICarrierWriter =>
        Inject(ref carrier, context.TraceId128, context.SpanId, context.Trace, context.IsRemote ? context.Baggage : Baggage.Current, subject);

    private void Write<TWriter>(ref TWriter carrier, TraceId128 traceId, ulong spanId, TraceLevelState trace, Baggage baggage)
        where TWriter : struct, ICarrierWriter
    {
        foreach (var style in settings.InjectStyles)
        {
            if (style == PropagationStyle.Baggage)
            {
                BaggageFormat.Inject(ref carrier, baggage, settings);
            }
            else if (!traceId.IsZero)
            {
                Write(style, ref carrier, traceId, spanId, trace);
            }
        }

        if (settings.CustomFormats.Count > 0 && !traceId.IsZero)
        {
            CustomFormats.Inject(settings.CustomFormats, ref carrier, new SpanContext(traceId, spanId, trace));
        }
    }

    private void Write<TWriter>(PropagationStyle style, ref TWriter carrier, TraceId128 traceId, ulong spanId, TraceLevelState trace)
        where TWriter : struct, ICarrierWriter
    {
        switch (style)
        {
            case PropagationStyle.Datadog:
                DatadogFormat.Inject(ref carrier, traceId, spanId, trace, settings.MaxTagsLength);
                break;
            case PropagationStyle.TraceContext when spanId != 0: // in all but Datadog's format 0 is no parent
                TraceContextFormat.Inject(ref carrier, traceId, spanId, trace);
                break;
            case PropagationStyle.B3Multi when spanId != 0:
                B3MultiFormat.Inject(ref carrier, traceId, spanId, trace);
                break;
            case PropagationStyle.B3Single when spanId != 0:
                B3SingleFormat.Inject(ref carrier, traceId, spanId, trace);
                break;
            case PropagationStyle.XRay when spanId != 0:
                XRayFormat.Inject(ref carrier, traceId, spanId, trace);
                break;
        }
    }

    private struct DictionaryWriter(IDictionary<string, string> headers) : ICarrierWriter
    {
        private bool hasWritten;

        public void Write(string name, ReadOnlySpan<byte> value)
        {
            if (!hasWritten)
            {
                hasWritten = true;
                foreach (var earlier in ContextHeaders.All)
                {
                    headers.Remove(earlier);
                }
            }

            headers[name] = Encoding.UTF8.GetString(value);
        }
    }

    private readonly struct DelegateWriter<TCarrier>(TCarrier carrier, Action<TCarrier, string, string> setter) : ICarrierWriter
    {
        public void Write(string name, ReadOnlySpan<byte> value)
        {
            try
            {
                setter(carrier, name, Encoding.UTF8.GetString(value));
            }
#pragma warning disable CA1031 // The caller's own code; a header that it cannot take must not cost the message.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                ContextLog.Current?.Tell("inject", typeof(TCarrier).Name, $"{name} is left out: the setter threw {exception.GetType().Name}");
            }
        }
    }
}
