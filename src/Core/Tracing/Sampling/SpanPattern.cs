using System.Diagnostics;
using System.Globalization;
using Waybill.Core.Configuration;

namespace Waybill.Core.Tracing.Sampling;

/// <summary>Which spans a rule is about. A pattern that is null asks nothing; a tag that is named must be there.</summary>
internal sealed class SpanPattern(string? service, string? operation, string? resource, KeyValuePair<string, string>[] tags)
{
    internal bool Fits(Activity span, SpanIdentity identity) =>
        Fits(service, identity.Service)
        && Fits(operation, identity.Operation)
        && Fits(resource, identity.Resource)
        && FitsTags(span);

    private bool FitsTags(Activity span)
    {
        foreach (var (name, pattern) in tags)
        {
            if (span.GetTagItem(name) is not { } value || (!Glob.IsAny(pattern) && (TextOf(value) is not { } text || !Glob.IsMatch(pattern, text))))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Fits(string? pattern, string text) => pattern is null || Glob.IsMatch(pattern, text);

    /// <summary>
    /// Null for what only the pattern for everything fits: numbers with a fraction, as Datadog documents, and objects, whose own code must not
    /// run here.
    /// </summary>
    private static string? TextOf(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        double or float or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && double.IsInteger(number)
            ? number.ToString("0", CultureInfo.InvariantCulture)
            : null,
        int or long or uint or ulong or short or ushort or byte or sbyte => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}
