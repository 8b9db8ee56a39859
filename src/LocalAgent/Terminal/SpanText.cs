using System.Globalization;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Terminal;

/// <summary>What a span's tags say to a reader.</summary>
internal static class SpanText
{
    private const string QueueTimeTag = "message.queue_time_ms";

    /// <summary>How long the message waited in its broker, in milliseconds; null if the span does not say or says nonsense.</summary>
    public static double? QueueTime(TraceSpan span)
    {
        bool found = span.Metrics.TryGetValue(QueueTimeTag, out double value)
            || (span.Meta.TryGetValue(QueueTimeTag, out string? text)
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value));
        return found && double.IsFinite(value) && value >= 0 ? value : null;
    }

    /// <summary>The error's type and message, as far as they are known.</summary>
    public static string Error(TraceSpan span)
    {
        string type = span.Meta.GetValueOrDefault("error.type", "");
        string message = Tag(span, "error.message") ?? Tag(span, "error.msg") ?? "";
        return (type, message) switch
        {
            ("", "") => "failed, with no message",
            (_, "") => type,
            ("", _) => message,
            _ => $"{type}: {message}",
        };
    }

    /// <summary>Milliseconds with two decimals, or in powers of ten when they are too many.</summary>
    public static string Milliseconds(double value) => Math.Abs(value) < 1e7
        ? value.ToString("0.00", CultureInfo.InvariantCulture)
        : value.ToString("0.0e+0", CultureInfo.InvariantCulture);

    private static string? Tag(TraceSpan span, string name) =>
        span.Meta.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
}
