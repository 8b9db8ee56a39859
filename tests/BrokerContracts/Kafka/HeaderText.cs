using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>Headers as text, and the text that the formats ask for.</summary>
internal static class HeaderText
{
    internal const string OldTraceId = "640cfd8d00000000aaaaaaaaaaaaaaaa";
    internal const string OldSpanId = "bbbbbbbbbbbbbbbb";

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal static string[] Of(Headers headers) =>
        [.. headers.Select(header => $"{header.Key}={(header.GetValueBytes() is { } value ? Encoding.UTF8.GetString(value) : "null")}")];

    internal static string? Value(Headers headers, string name) =>
        headers.TryGetLastBytes(name, out var bytes) && bytes is not null ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>Datadog's headers and W3C's, of a span that is kept and whose trace began here.</summary>
    internal static string[] ContextOf(Activity span)
    {
        var traceId = span.TraceId.ToHexString();
        var spanId = span.SpanId.ToHexString();
        return
        [
            FormattableString.Invariant($"x-datadog-trace-id={ulong.Parse(traceId[16..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)}"),
            FormattableString.Invariant($"x-datadog-parent-id={ulong.Parse(spanId, NumberStyles.HexNumber, CultureInfo.InvariantCulture)}"),
            "x-datadog-sampling-priority=1",
            $"x-datadog-tags=_dd.p.tid={traceId[..16]}",
            $"traceparent=00-{traceId}-{spanId}-01",
            $"tracestate=dd=s:1;p:{spanId}",
        ];
    }

    /// <summary>Headers of a message that was sent before, by another tracer with another set of formats.</summary>
    internal static Headers OldContext() => new()
    {
        { "kind", Bytes("order") },
        { "x-datadog-trace-id", Bytes("12297829382473034410") },
        { "x-datadog-parent-id", Bytes("13527612320720337851") },
        { "x-datadog-origin", Bytes("synthetics") },
        { "x-datadog-sampling-priority", Bytes("2") },
        { "x-datadog-tags", Bytes("_dd.p.tid=640cfd8d00000000,_dd.p.dm=-4") },
        { "traceparent", Bytes($"00-{OldTraceId}-{OldSpanId}-01") },
        { "tracestate", Bytes($"dd=s:2;p:{OldSpanId},other=1") },
        { "traceparent", Bytes($"00-{OldTraceId}-{OldSpanId}-01") },
    };
}
