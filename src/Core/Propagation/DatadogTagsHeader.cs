namespace Waybill.Core.Propagation;

/// <summary>
/// <c>x-datadog-tags</c>: the tags of a trace and the upper half of its id, so that traces that began in one second and were decided alike have
/// the same. The array is shared between messages.
/// </summary>
internal sealed class DatadogTagsHeader
{
    private readonly ulong traceIdUpper;
    private readonly int maxLength;

    /// <param name="traceIdUpper">The upper half of the trace id.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="maxLength">The longest header that is written, in bytes.</param>
    internal DatadogTagsHeader(ulong traceIdUpper, PropagatedTags tags, int maxLength)
    {
        this.traceIdUpper = traceIdUpper;
        this.maxLength = maxLength;
        AsciiWriter writer = new(stackalloc byte[PropagatedTagsHeader.MaxLength + 1]);
        Value = PropagatedTagsHeader.TryWrite(tags, traceIdUpper, maxLength, ref writer) ? writer.Written.ToArray() : null;
        Error = Value is not null || (tags.Items.Count == 0 && traceIdUpper == 0) ? null
            : maxLength == 0 ? "disabled"
            : writer.Overflowed || writer.Length > maxLength ? "inject_max_size"
            : "encoding_error";
    }

    /// <summary>Null when there is none to write.</summary>
    internal byte[]? Value { get; }

    /// <summary>Why there is none although there are tags: the local root reports it as <c>_dd.propagation_error</c>.</summary>
    internal string? Error { get; }

    internal bool IsFor(ulong upper, int length) => upper == traceIdUpper && length == maxLength;
}
