using System.Globalization;

namespace Waybill.Core.Tracing;

/// <summary>Tags by which Datadog's API does something else than to set a text.</summary>
internal static class SpecialTags
{
    private const string Keep = "manual.keep";
    private const string Drop = "manual.drop";
    private const string Priority = "sampling.priority";

    /// <returns>True when the tag was one of these and is done.</returns>
    internal static bool Apply(Span span, string key, string? value)
    {
        switch (key)
        {
            case Keep or Drop:
                if (IsTrue(value))
                {
                    span.Decide(key == Keep ? SamplingPriority.UserKeep : SamplingPriority.UserReject);
                }

                return true;
            case Priority:
                if (ParsePriority(value) is { } priority)
                {
                    span.Decide(priority);
                }

                return true;
            case "_dd.measured" or "_dd1.sr.eausr":
                if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                {
                    span.SetMetric(key, number);
                }

                return true;
            default:
                return false;
        }
    }

    private static bool IsTrue(string? value) => value?.ToUpperInvariant() is "TRUE" or "1" or "T" or "Y" or "YES";

    /// <summary>Any number, as peers have priorities of their own, or a name; null for other text.</summary>
    private static SamplingPriority? ParsePriority(string? value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? (SamplingPriority)number
        : Enum.TryParse<SamplingPriority>(value, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named
        : null;
}
