using System.Globalization;
using System.Text.Json;
using Waybill.Conformance.Tests.Matching;
using Waybill.Core;

namespace Waybill.Conformance.Tests.Checks;

/// <summary><c>expect_extracted</c>: only the fields that it lists.</summary>
internal static class ExtractedCheck
{
    public static void Check(Matcher matcher, string path, JsonElement expected, SpanContext? context)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            if (context is not null)
            {
                matcher.Differ(path, "nothing", $"{context.TraceId128}/{context.SpanId}");
            }

            return;
        }

        if (context is null)
        {
            matcher.Differ(path, expected, null);
            return;
        }

        foreach (var (field, value) in expected.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            var at = $"{path}.{field}";
            switch (field)
            {
                case "propagated_tags":
                    matcher.CheckEach(at, value, name => context.PropagatedTags.FirstOrDefault(tag => tag.Key == name).Value);
                    break;
                case "span_links":
                    LinkCheck.CheckAll(matcher, at, value, [.. context.Links.Select(LinkView.Of)]);
                    break;
                case "baggage":
                    matcher.CheckEach(at, value, context.Baggage.GetBaggage);
                    matcher.CheckNoMore(at, value, context.Baggage.GetBaggage().Select(item => item.Key));
                    break;
                case "tracestate_others":
                    matcher.Check(at, value, value.ValueKind == JsonValueKind.Null ? context.OtherTraceState : context.OtherTraceState ?? "");
                    break;
                default:
                    matcher.Check(at, value, TextOf(context, field));
                    break;
            }
        }
    }

    private static string? TextOf(SpanContext context, string field) => field switch
    {
        "trace_id_hex32" => context.TraceId128.IsZero ? null : context.TraceId128.ToString(),
        "span_id" => context.TraceId128.IsZero ? null : context.SpanId.ToString(CultureInfo.InvariantCulture),
        "sampling_priority" => ((int?)context.SamplingPriority)?.ToString(CultureInfo.InvariantCulture),
        "origin" => context.Origin,
        "last_parent_id" => context.LastParentId?.ToString("x16", CultureInfo.InvariantCulture),
        _ => throw new FormatException($"'{field}' is no field of an extracted context."),
    };
}
