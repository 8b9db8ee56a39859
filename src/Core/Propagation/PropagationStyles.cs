namespace Waybill.Core.Propagation;

/// <summary>Which formats are written and read, in which order, and what Datadog calls them.</summary>
internal static class PropagationStyles
{
    internal static readonly PropagationStyle[] Default = [PropagationStyle.Datadog, PropagationStyle.TraceContext];

    /// <summary>The name in the link attribute <c>context_headers</c>.</summary>
    internal static string DisplayName(PropagationStyle style) => style switch
    {
        PropagationStyle.Datadog => "datadog",
        PropagationStyle.TraceContext => "tracecontext",
        _ => throw new ArgumentOutOfRangeException(nameof(style), style, "This format has no display name."),
    };
}
