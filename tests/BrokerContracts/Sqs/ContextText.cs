using System.Globalization;

namespace Waybill.Adapters.Sqs.Tests.Support;

/// <summary>Contexts as they are written by hand, from the format's own rules.</summary>
internal static class ContextText
{
    internal const string TraceId = "64d1a7f200000000463ac35c9f6413ad";
    internal const string SpanId = "2d6f0e1c3b4a5968";

    internal static readonly string Json =
        $$"""
        {"x-datadog-trace-id":"{{Lower(TraceId)}}","x-datadog-parent-id":"{{Lower(SpanId)}}",
         "x-datadog-sampling-priority":"2","x-datadog-tags":"_dd.p.dm=-4,_dd.p.tid={{TraceId[..16]}}"}
        """;

    internal static string With(string spanId) => Json.Replace(Lower(SpanId), Lower(spanId), StringComparison.Ordinal);

    internal static string Lower(string hex) =>
        ulong.Parse(hex.AsSpan(hex.Length - 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    internal static MessageAttributeValue Attribute(string json) => new() { DataType = "String", StringValue = json };

    internal static Dictionary<string, MessageAttributeValue> Attributes(string json) => new() { ["_datadog"] = Attribute(json) };

    internal static Dictionary<string, MessageAttributeValue> Users(int count) =>
        Enumerable.Range(0, count).ToDictionary(i => $"user{i}", i => Attribute($"value {i}"));
}
