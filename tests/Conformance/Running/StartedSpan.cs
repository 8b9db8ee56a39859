using System.Diagnostics;
using System.Globalization;
using Waybill.Core;
using Waybill.Core.Tests.Support;

namespace Waybill.Conformance.Tests.Running;

/// <summary>A span that a case started, and what the agent was told of it.</summary>
internal sealed class StartedSpan(string name, IScope scope, Activity activity)
{
    public string Name => name;

    public IScope Scope => scope;

    public Activity Activity => activity;

    public ulong SpanId => scope.Span.SpanId;

    public string TraceIdHex => activity.TraceId.ToHexString();

    /// <summary>Null when the agent was told nothing.</summary>
    public ReceivedSpan? Received { get; set; }

    private string Upper => TraceIdHex[..16];

    private int? Priority => Received?.Metrics.TryGetValue("_sampling_priority_v1", out var priority) is true ? (int)priority : null;

    /// <summary>Whether a text is that value of the span which the matcher <c>{span: X}</c> names.</summary>
    public bool Is(string value, string text) => value switch
    {
        "trace_id_low64_dec" or "trace_id_low64" => text == scope.Span.TraceId.ToString(CultureInfo.InvariantCulture),
        "span_id_dec" or "span_id" => text == SpanId.ToString(CultureInfo.InvariantCulture),
        "span_id_hex16" => text == activity.SpanId.ToHexString(),
        "trace_id_hex32" => text == TraceIdHex,
        "trace_id_hex16_or_32" => text == TraceIdHex || (text.Length == 16 && TraceIdHex == new string('0', 16) + text),
        "sampling_priority_dec" => text == Priority?.ToString(CultureInfo.InvariantCulture),
        "b3_sampled" => text == (Priority > 0 ? "1" : "0"),
        "tid" => text == Upper,
        "tid_or_0" => text == ulong.Parse(Upper, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => throw new FormatException($"'{value}' is no value of a span."),
    };
}
