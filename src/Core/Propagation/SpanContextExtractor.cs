using Waybill.Core.Propagation;

namespace Waybill.Core;

/// <summary>Reads the context that a message carries, in Datadog's or in W3C's format.</summary>
/// <example>
/// <code>
/// var extractor = new SpanContextExtractor();
/// var parent = extractor.Extract(message.Headers, (headers, name) => headers.GetValues(name));
/// using var scope = Tracer.Instance.StartActive("process", new SpanCreationSettings { Parent = parent });
/// </code>
/// </example>
public sealed class SpanContextExtractor
{
    private readonly PropagationSettings settings;

    /// <summary>An extractor with the settings of the running <see cref="Tracer"/>, or else of the environment.</summary>
    public SpanContextExtractor()
        : this(PropagationDefaults.Settings)
    {
    }

    /// <summary>An extractor with settings of its own.</summary>
    /// <exception cref="ArgumentNullException">The settings are null.</exception>
    public SpanContextExtractor(PropagationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        this.settings = settings;
    }

    internal static SpanContextExtractor Default => PropagationDefaults.Extractor;

    /// <summary>Reads a context through a delegate.</summary>
    /// <param name="carrier">The message, or its headers.</param>
    /// <param name="getter">The values of a header, none when it is not there. When it throws or returns null, there are none.</param>
    /// <returns>The context of the sender's span; null when there is none that can be read. Broken headers never throw.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ISpanContext? Extract<TCarrier>(TCarrier carrier, Func<TCarrier, string, IEnumerable<string?>> getter)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        ArgumentNullException.ThrowIfNull(getter);
        DelegateReader<TCarrier> reader = new(carrier, getter);
        return Extract(ref reader, ContextLog.Current is null ? null : typeof(TCarrier).Name);
    }

    /// <summary>Reads a context from a dictionary.</summary>
    /// <param name="headers">
    /// The headers. Names are asked for in lower case and compare as the dictionary compares them: give HTTP headers in one that ignores case.
    /// </param>
    /// <returns>The context of the sender's span; null when there is none that can be read. Broken headers never throw.</returns>
    /// <exception cref="ArgumentNullException">The headers are null.</exception>
    public ISpanContext? Extract(IReadOnlyDictionary<string, string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        DictionaryReader reader = new(headers);
        return Extract(ref reader, "dictionary");
    }

    /// <summary>Reads a context from a carrier.</summary>
    /// <param name="carrier">The carrier.</param>
    /// <returns>
    /// The first format's context that is sound. A second one of the same trace adds what the first lacks; one of another trace
    /// becomes one of its <see cref="SpanContext.Links"/>. Null when there is none.
    /// </returns>
    public SpanContext? Extract<TReader>(ref TReader carrier)
        where TReader : struct, ICarrierReader => Extract(ref carrier, ContextLog.Current is null ? null : typeof(TReader).Name);

    /// <summary>The same, and says so in the <see cref="ContextLog"/>.</summary>
    /// <param name="carrier">The carrier.</param>
    /// <param name="subject">What was received; null says nothing.</param>
    internal SpanContext? Extract<TReader>(ref TReader carrier, string? subject)
        where TReader : struct, ICarrierReader
    {
        Extraction found = default;
        if (subject is null || ContextLog.Current is not { } log)
        {
            return Read(ref carrier, ref found);
        }

        ExtractionNotes notes = new();
        found.Notes = notes;
        var context = Read(ref carrier, ref found);
        notes.Tell(log, subject, ref carrier, settings, found.Baggage);
        return context;
    }

    /// <summary>The baggage alone.</summary>
    internal Baggage ExtractBaggage<TReader>(ref TReader carrier)
        where TReader : struct, ICarrierReader =>
        settings.Behavior != ExtractBehavior.Ignore && settings.ExtractStyles.Contains(PropagationStyle.Baggage)
            ? BaggageFormat.Extract(ref carrier, settings)
            : default;

    private SpanContext? Read<TReader>(ref TReader carrier, ref Extraction found)
        where TReader : struct, ICarrierReader
    {
        if (settings.Behavior == ExtractBehavior.Ignore)
        {
            return null;
        }

        foreach (var style in settings.ExtractStyles)
        {
            if (style == PropagationStyle.Baggage)
            {
                found.Baggage = BaggageFormat.Extract(ref carrier, settings);
            }
            else if (!(settings.ExtractFirst && found.HasContext) && TryExtract(style, ref carrier, in found.First, out var context))
            {
                found.Add(context, PropagationStyleNames.DisplayName(style), isTraceContext: style == PropagationStyle.TraceContext);
            }
        }

        if (settings.CustomFormats.Count > 0 && !(settings.ExtractFirst && found.HasContext))
        {
            CustomFormats.Extract(settings.CustomFormats, carrier, ref found);
        }

        return found.ToSpanContext(settings.Behavior);
    }

    private static bool TryExtract<TReader>(PropagationStyle style, ref TReader carrier, in ExtractedContext known, out ExtractedContext context)
        where TReader : struct, ICarrierReader
    {
        switch (style)
        {
            case PropagationStyle.Datadog:
                return DatadogFormat.TryExtract(ref carrier, out context);
            case PropagationStyle.TraceContext:
                return TraceContextFormat.TryExtract(ref carrier, in known, out context);
            case PropagationStyle.B3Multi:
                return B3MultiFormat.TryExtract(ref carrier, out context);
            case PropagationStyle.B3Single:
                return B3SingleFormat.TryExtract(ref carrier, out context);
            case PropagationStyle.XRay:
                return XRayFormat.TryExtract(ref carrier, out context);
            default:
                context = default;
                return false;
        }
    }

    private readonly struct DictionaryReader(IReadOnlyDictionary<string, string> headers) : ICarrierReader
    {
        public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
        {
            value = default;
            return index == 0 && headers.TryGetValue(name, out var text) && CarrierText.TryGetBytes(text, scratch, out value);
        }
    }

    private struct DelegateReader<TCarrier>(TCarrier carrier, Func<TCarrier, string, IEnumerable<string?>> getter) : ICarrierReader
    {
        private string? currentName;
        private string?[] currentValues = [];

        public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
        {
            if (!ReferenceEquals(name, currentName))
            {
                currentName = name;
                currentValues = Values(name);
            }

            value = default;
            if (index >= currentValues.Length)
            {
                return false;
            }

            // One that is null or too long is there all the same, as an empty one.
            _ = CarrierText.TryGetBytes(currentValues[index], scratch, out value);
            return true;
        }

        private readonly string?[] Values(string name)
        {
            try
            {
                return getter(carrier, name)?.Take(CarrierReading.MaxValues).ToArray() ?? [];
            }
#pragma warning disable CA1031 // The caller's own code; a header that it cannot give must not cost the message.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                ContextLog.Current?.Tell("extract", typeof(TCarrier).Name, $"{name} is passed over: the getter threw {exception.GetType().Name}");
                return [];
            }
        }
    }
}
