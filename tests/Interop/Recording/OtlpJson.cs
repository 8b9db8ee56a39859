using System.Text.Json.Nodes;

namespace Waybill.Interop.Tests.Recording;

/// <summary>Reads an ExportTraceServiceRequest in OTLP's JSON encoding (OpenTelemetry protocol 1.5, "JSON Protobuf Encoding"): ids are hex.</summary>
internal static class OtlpJson
{
    internal static IEnumerable<RecordedSpan> Read(JsonNode request) =>
        from resource in request["resourceSpans"]!.AsArray()
        let service = Attributes(resource!["resource"]!["attributes"])["service.name"]
        from scope in resource["scopeSpans"]!.AsArray()
        from span in scope!["spans"]!.AsArray()
        select new RecordedSpan
        {
            TraceId = (string)span!["traceId"]!,
            SpanId = (string)span["spanId"]!,
            ParentId = (string?)span["parentSpanId"] is { Length: > 0 } parent ? parent : RecordedSpan.NoParent,
            Service = service,
            Name = (string)span["name"]!,
            Tags = Attributes(span["attributes"]),
            Links = [.. (span["links"]?.AsArray() ?? []).Select(link => ((string)link!["traceId"]!, (string)link["spanId"]!))],
        };

    private static Dictionary<string, string> Attributes(JsonNode? attributes) => (attributes?.AsArray() ?? [])
        .GroupBy(item => (string)item!["key"]!)
        .ToDictionary(group => group.Key, group => group.Last()!["value"]!.AsObject().First().Value?.ToString() ?? "");
}
