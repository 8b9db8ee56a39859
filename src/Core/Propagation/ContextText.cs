using System.Globalization;

namespace Waybill.Core.Propagation;

/// <summary>What <see cref="ContextLog"/> says of contexts and formats.</summary>
internal static class ContextText
{
    /// <summary>All formats, each with the header without which there is none.</summary>
    internal static readonly (PropagationStyle Style, string Header)[] Headers =
    [
        (PropagationStyle.Datadog, DatadogFormat.TraceId),
        (PropagationStyle.TraceContext, TraceContextFormat.TraceParent),
        (PropagationStyle.B3Multi, B3MultiFormat.TraceId),
        (PropagationStyle.B3Single, B3SingleFormat.Header),
        (PropagationStyle.XRay, XRayFormat.Header),
        (PropagationStyle.Baggage, BaggageFormat.Header),
    ];

    internal static string Of(TraceId128 traceId, ulong spanId, int? priority) => traceId.IsZero
        ? "no trace"
        : $"trace {traceId}, span {spanId:x16}, priority {priority?.ToString(CultureInfo.InvariantCulture) ?? "not known"}";

    /// <summary>The format that writes the header; the header's own name where it is none of ours.</summary>
    internal static string FormatOf(string header) => header switch
    {
        _ when header.StartsWith("x-datadog-", StringComparison.Ordinal) => PropagationStyleNames.DisplayName(PropagationStyle.Datadog),
        TraceContextFormat.TraceParent or TraceContextFormat.TraceState => PropagationStyleNames.DisplayName(PropagationStyle.TraceContext),
        _ when header.StartsWith("x-b3-", StringComparison.Ordinal) => PropagationStyleNames.DisplayName(PropagationStyle.B3Multi),
        B3SingleFormat.Header => PropagationStyleNames.DisplayName(PropagationStyle.B3Single),
        XRayFormat.Header => PropagationStyleNames.DisplayName(PropagationStyle.XRay),
        _ => header,
    };
}
