using System.Globalization;
using System.Text.Json;
using Waybill.Conformance.Tests.Matching;
using Waybill.Core.Tests.Support;

namespace Waybill.Conformance.Tests.Checks;

/// <summary>An exact list of span links, of each of which only the listed fields count.</summary>
internal static class LinkCheck
{
    private const string InTag = "meta_json";

    /// <summary>The links of a span that was sent; each element may say in which tag the list is.</summary>
    public static void CheckSent(Matcher matcher, string path, JsonElement expected, ReceivedSpan? span)
    {
        var inTag = expected.EnumerateArray().Select(link => link.TryGetProperty(InTag, out var tag) ? tag.GetString() : null).FirstOrDefault();
        CheckAll(
            matcher, path, expected, inTag is null ? [.. (span?.Links ?? []).Select(LinkView.Of)] : LinkView.Parse(span?.Meta.GetValueOrDefault(inTag)));
    }

    public static void CheckAll(Matcher matcher, string path, JsonElement expected, IReadOnlyList<LinkView> actual)
    {
        if (expected.GetArrayLength() != actual.Count)
        {
            matcher.Differ(path, expected, $"{actual.Count.ToString(CultureInfo.InvariantCulture)} links");
            return;
        }

        foreach (var (index, link) in actual.Index())
        {
            Check(matcher, $"{path}[{index.ToString(CultureInfo.InvariantCulture)}]", expected[index], link);
        }
    }

    private static void Check(Matcher matcher, string path, JsonElement expected, LinkView link)
    {
        foreach (var (field, value) in expected.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            var at = $"{path}.{field}";
            switch (field)
            {
                case InTag:
                    break;
                case "attributes":
                    matcher.CheckEach(at, value, link.Attributes.GetValueOrDefault);
                    matcher.CheckNoMore(at, value, link.Attributes.Keys);
                    break;
                default:
                    matcher.Check(at, value, TextOf(link, field));
                    break;
            }
        }
    }

    private static string? TextOf(LinkView link, string field) => field switch
    {
        "trace_id" => link.TraceId,
        "trace_id_high" => link.TraceIdHigh,
        "trace_id_hex32" => link.TraceIdHex,
        "span_id" => link.SpanId,
        "flags" => link.Flags,
        "tracestate" => link.TraceState,
        _ => throw new FormatException($"'{field}' is no field of a span link."),
    };
}
