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
    internal static readonly SpanContextExtractor Default = new();

    private readonly PropagationStyle[] styles = PropagationStyles.Default;

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
        return Extract(ref reader);
    }

    /// <summary>Reads a context from a carrier.</summary>
    /// <param name="carrier">The carrier.</param>
    /// <returns>
    /// The first format's context that is sound. A second one of the same trace adds what the first lacks; one of another trace
    /// becomes one of its <see cref="SpanContext.Links"/>. Null when there is none.
    /// </returns>
    public SpanContext? Extract<TReader>(ref TReader carrier)
        where TReader : struct, ICarrierReader
    {
        SpanContext? first = null;
        foreach (var style in styles)
        {
            var next = style switch
            {
                PropagationStyle.Datadog => DatadogFormat.Extract(ref carrier),
                PropagationStyle.TraceContext => TraceContextFormat.Extract(ref carrier),
                _ => null,
            };
            first = first is null ? next : next is null ? first : Combine(first, next, style);
        }

        return first;
    }

    private static SpanContext Combine(SpanContext first, SpanContext next, PropagationStyle style) =>
        first.TraceId128 != next.TraceId128
            ? first.WithLink(next, [new("reason", "terminated_context"), new("context_headers", PropagationStyles.DisplayName(style))])
        : style == PropagationStyle.TraceContext ? MergeTraceContext(first, next)
        : first;

    /// <summary>W3C brings what other formats have no place for, and the parent: a hop in between may have written traceparent only.</summary>
    private static SpanContext MergeTraceContext(SpanContext first, SpanContext w3c) =>
        new(first.TraceId128, w3c.SpanId, first.Trace.WithOtherTraceState(w3c.Trace.OtherTraceState ?? first.Trace.OtherTraceState))
        {
            IsRemote = true,
            Links = first.Links,
            LastParentId = first.SpanId == w3c.SpanId ? null
                : w3c.LastParentId is > 0 ? w3c.LastParentId
                : first.SpanId,
        };

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
            return index < currentValues.Length && (CarrierText.TryGetBytes(currentValues[index], scratch, out value) || currentValues[index] is null);
        }

        private readonly string?[] Values(string name)
        {
            try
            {
                return getter(carrier, name)?.Take(CarrierReading.MaxValues).ToArray() ?? [];
            }
#pragma warning disable CA1031 // The caller's own code; a header that it cannot give must not cost the message.
            catch (Exception)
#pragma warning restore CA1031
            {
                return [];
            }
        }
    }
}
