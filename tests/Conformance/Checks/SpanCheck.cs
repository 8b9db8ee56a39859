using System.Globalization;
using System.Text.Json;
using Waybill.Conformance.Tests.Matching;
using Waybill.Core.Tests.Support;

namespace Waybill.Conformance.Tests.Checks;

/// <summary><c>expect_span</c>: a span as it was reported to the agent.</summary>
internal static class SpanCheck
{
    public static void Check(Matcher matcher, string path, JsonElement expected, ReceivedSpan? span)
    {
        if (span is null)
        {
            matcher.Differ(path, "a span at the agent", null);
            return;
        }

        foreach (var (field, value) in expected.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            var at = $"{path}.{field}";
            switch (field)
            {
                case "meta":
                    CheckMeta(matcher, at, value, span);
                    break;
                case "metrics":
                    CheckMetrics(matcher, at, value, span);
                    break;
                case "span_links":
                    LinkCheck.CheckSent(matcher, at, value, span);
                    break;
                default:
                    matcher.Check(at, value, TextOf(span, field));
                    break;
            }
        }
    }

    public static void CheckMeta(Matcher matcher, string path, JsonElement expected, ReceivedSpan span) =>
        matcher.CheckEach(path, expected, span.Meta.GetValueOrDefault);

    public static void CheckMetrics(Matcher matcher, string path, JsonElement expected, ReceivedSpan span) =>
        matcher.CheckEach(path, expected, name => span.Metrics.TryGetValue(name, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null);

    private static string? TextOf(ReceivedSpan span, string field) => field switch
    {
        "trace_id" => span.TraceId.ToString(CultureInfo.InvariantCulture),
        "parent_id" => span.ParentId is null or 0 ? null : span.ParentId.Value.ToString(CultureInfo.InvariantCulture),
        "name" => span.Name,
        "span_links_count" => span.Links.Count.ToString(CultureInfo.InvariantCulture),
        "first_link_flags" => span.Links.Count == 0 ? null : LinkView.Of(span.Links[0]).Flags,
        _ => throw new FormatException($"'{field}' is no field of a span."),
    };
}
