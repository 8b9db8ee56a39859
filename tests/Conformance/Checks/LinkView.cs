using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Waybill.Core;
using Waybill.Core.Tracing;

namespace Waybill.Conformance.Tests.Checks;

/// <summary>A span link as the schema sees it, wherever it was found.</summary>
internal sealed record LinkView(
    string? TraceId, string? TraceIdHigh, string TraceIdHex, string? SpanId, string? Flags, string? TraceState, IReadOnlyDictionary<string, string> Attributes)
{
    public static LinkView Of(SpanContextLink link)
    {
        var context = ActivityState.ToActivityContext(link.Context);
        return new LinkView(
            Text(link.Context.TraceId),
            Text(link.Context.TraceId128.Upper),
            link.Context.TraceId128.ToString(),
            Text(link.Context.SpanId),
            Text(0x8000_0000 | (context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? 1UL : 0)),
            context.TraceState,
            link.Attributes.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? ""));
    }

    /// <summary>A link in the field <c>span_links</c> of the agent's v0.4.</summary>
    public static LinkView Of(Dictionary<string, object?> fields) => new(
        Text(fields["trace_id"]),
        Text(fields.GetValueOrDefault("trace_id_high") ?? 0UL),
        $"{fields.GetValueOrDefault("trace_id_high") ?? 0UL:x16}{fields["trace_id"]:x16}",
        Text(fields["span_id"]),
        Text(fields.GetValueOrDefault("flags")),
        (string?)fields.GetValueOrDefault("tracestate"),
        fields.GetValueOrDefault("attributes") is List<KeyValuePair<string, object?>> attributes
            ? attributes.ToDictionary(pair => pair.Key, pair => (string)pair.Value!)
            : []);

    /// <summary>The links in a tag of text, as v0.5 carries them: ids in hexadecimal.</summary>
    public static IReadOnlyList<LinkView> Parse(string? json) => json is null ? [] :
    [
        .. JsonDocument.Parse(json).RootElement.EnumerateArray().Select(link => new LinkView(
            link.GetProperty("trace_id").GetString(),
            null,
            link.GetProperty("trace_id").GetString()!,
            link.GetProperty("span_id").GetString(),
            link.TryGetProperty("flags", out var flags) ? flags.ToString() : null,
            link.TryGetProperty("tracestate", out var state) ? state.GetString() : null,
            link.TryGetProperty("attributes", out var attributes)
                ? attributes.EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => attribute.Value.ToString())
                : [])),
    ];

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
}
