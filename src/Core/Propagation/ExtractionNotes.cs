using System.Globalization;
using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>What an extraction found and decided, for <see cref="ContextLog"/>.</summary>
internal sealed class ExtractionNotes
{
    private const int MaxValueLength = 100;

    private readonly StringBuilder text = new();
    private readonly HashSet<string> formats = [];

    /// <summary>The first context, which counts.</summary>
    internal void Won(string format, in ExtractedContext context)
    {
        Add(format, $"{format} counts: {ContextText.Of(context.TraceId, context.SpanId, context.SamplingPriority)}");
    }

    /// <summary>A context of another trace.</summary>
    internal void Lost(string format, in ExtractedContext context) =>
        Add(format, $"{format} has another trace and becomes a link: {ContextText.Of(context.TraceId, context.SpanId, context.SamplingPriority)}");

    /// <summary>A context of the same trace.</summary>
    /// <param name="format">Its format.</param>
    /// <param name="parent">The span that it made the parent; null when it did not.</param>
    internal void Agreed(string format, ulong? parent) =>
        Add(format, parent is { } span ? $"{format} has the same trace and a later span, {span:x16}, which becomes the parent" : $"{format} has the same trace");

    /// <summary>Logs it all, with what is there and was not used.</summary>
    internal void Tell<TReader>(ContextLog log, string subject, ref TReader carrier, PropagationSettings settings, Baggage baggage)
        where TReader : struct, ICarrierReader
    {
        if (settings.Behavior == ExtractBehavior.Ignore)
        {
            log.Tell("extract", subject, "nothing is read: DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT is ignore");
            return;
        }

        var hasContext = formats.Count > 0;
        if (baggage.Count > 0)
        {
            Add(BaggageFormat.Header, string.Create(CultureInfo.InvariantCulture, $"baggage of {baggage.Count} items"));
        }

        TellUnused(ref carrier, settings, hasContext);
        var outcome = settings.Behavior == ExtractBehavior.Restart && hasContext
            ? "; a new trace begins with a link to it, because DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT is restart"
            : "";
        var nothing = hasContext ? "" : $"no context in the formats {string.Join(", ", settings.Extract.Select(PropagationStyleNames.DisplayName))}";
        log.Tell("extract", subject, $"{nothing}{(hasContext || text.Length == 0 ? "" : "; ")}{text}{outcome}");
    }

    private void TellUnused<TReader>(ref TReader carrier, PropagationSettings settings, bool hasContext)
        where TReader : struct, ICarrierReader
    {
        Span<byte> scratch = stackalloc byte[CarrierText.ScratchLength];
        foreach (var (style, header) in ContextText.Headers)
        {
            var format = PropagationStyleNames.DisplayName(style);
            if (formats.Contains(format) || !carrier.TryRead(header, 0, scratch, out var value))
            {
                continue;
            }

            Add(format, !settings.Extract.Contains(style) ? $"{header} is there, and {format} is not read (DD_TRACE_PROPAGATION_STYLE_EXTRACT)"
                : style == PropagationStyle.Baggage ? "baggage is there and cannot be read" // never its value
                : hasContext && settings.ExtractFirst ? $"{format} is not looked at (DD_TRACE_PROPAGATION_EXTRACT_FIRST)"
                : $"{format} cannot be read: {header} is {Quoted(value)}");
        }
    }

    private static string Quoted(ReadOnlySpan<byte> value)
    {
        var shown = Encoding.UTF8.GetString(value[..Math.Min(value.Length, MaxValueLength)]).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return value.Length > MaxValueLength ? $"\"{shown}\"... of {value.Length} bytes" : $"\"{shown}\"";
    }

    private void Add(string format, string what)
    {
        _ = formats.Add(format);
        _ = text.Length > 0 ? text.Append("; ") : text;
        _ = text.Append(what);
    }
}
