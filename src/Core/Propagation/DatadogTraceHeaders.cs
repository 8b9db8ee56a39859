using System.Globalization;

namespace Waybill.Core.Propagation;

/// <summary>The headers of Datadog's format that all spans of a trace write alike. The arrays are shared between messages.</summary>
internal sealed class DatadogTraceHeaders
{
    private const int MaxIdLength = 20;

    private readonly TraceId128 traceId;
    private readonly int maxTagsLength;

    /// <param name="traceId">The trace.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="maxTagsLength">The longest header of tags that is written, in bytes.</param>
    /// <param name="alike">Headers of another trace with the same tags: two that began in one second write them alike.</param>
    internal DatadogTraceHeaders(TraceId128 traceId, PropagatedTags tags, int maxTagsLength, DatadogTraceHeaders? alike = null)
    {
        this.traceId = traceId;
        this.maxTagsLength = maxTagsLength;
        Span<byte> buffer = stackalloc byte[PropagatedTagsHeader.MaxLength + 1];
        _ = traceId.Lower.TryFormat(buffer[..MaxIdLength], out var length, default, CultureInfo.InvariantCulture);
        TraceId = buffer[..length].ToArray();
        if (alike is not null && alike.traceId.Upper == traceId.Upper && alike.maxTagsLength == maxTagsLength)
        {
            Tags = alike.Tags;
            Error = alike.Error;
            return;
        }

        AsciiWriter writer = new(buffer);
        Tags = PropagatedTagsHeader.TryWrite(tags, traceId.Upper, maxTagsLength, ref writer) ? writer.Written.ToArray() : null;
        Error = Tags is not null || (tags.Items.Count == 0 && traceId.Upper == 0) ? null
            : maxTagsLength == 0 ? "disabled"
            : writer.Overflowed || writer.Length > maxTagsLength ? "inject_max_size"
            : "encoding_error";
    }

    internal byte[] TraceId { get; }

    /// <summary>Null when there is none to write.</summary>
    internal byte[]? Tags { get; }

    /// <summary>Why there is none although there are tags: the local root reports it as <c>_dd.propagation_error</c>.</summary>
    internal string? Error { get; }

    internal bool IsFor(TraceId128 id, int maxLength) => id == traceId && maxLength == maxTagsLength;
}
