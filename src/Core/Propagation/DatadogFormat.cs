using System.Globalization;
using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>The headers of Datadog's tracers: decimal ids, priority, origin and the trace's propagated tags.</summary>
/// <remarks>
/// <c>x-datadog-trace-id</c> carries the lower 64 bits, the tag <c>_dd.p.tid</c> the upper ones. A missing or broken trace id
/// means no context; everything else that is broken is left out and the context still holds.
/// </remarks>
internal static class DatadogFormat
{
    internal const string TraceId = "x-datadog-trace-id";
    internal const string ParentId = "x-datadog-parent-id";
    internal const string Priority = "x-datadog-sampling-priority";
    internal const string Origin = "x-datadog-origin";
    internal const string Tags = "x-datadog-tags";

    internal static void Inject<TWriter>(ref TWriter carrier, TraceId128 traceId, ulong spanId, TraceLevelState trace, int maxTagsLength)
        where TWriter : struct, ICarrierWriter
    {
        Span<byte> buffer = stackalloc byte[PropagatedTagsHeader.MaxLength + 1];

        WriteNumber(ref carrier, TraceId, traceId.Lower, buffer);
        WriteNumber(ref carrier, ParentId, spanId, buffer);
        if (!string.IsNullOrEmpty(trace.Origin))
        {
            carrier.Write(Origin, Encoding.UTF8.GetBytes(trace.Origin));
        }

        if (trace.SamplingPriority is { } priority)
        {
            WriteNumber(ref carrier, Priority, priority, buffer);
        }

        AsciiWriter tags = new(buffer);
        if (PropagatedTagsHeader.TryWrite(trace.Tags, traceId.Upper, maxTagsLength, ref tags))
        {
            carrier.Write(Tags, tags.Written);
        }
    }

    internal static bool TryExtract<TReader>(ref TReader carrier, out ExtractedContext context)
        where TReader : struct, ICarrierReader
    {
        context = default;
        if (!TryGetNumber(ref carrier, TraceId, out ulong traceIdLower) || traceIdLower == 0)
        {
            return false;
        }

        _ = TryGetNumber(ref carrier, ParentId, out context.SpanId);
        context.SamplingPriority = TryGetNumber(ref carrier, Priority, out int priority) ? priority : null;

        Span<byte> scratch = stackalloc byte[CarrierText.ScratchLength];
        ulong traceIdUpper = 0;
        if (CarrierReading.TryGetFirstNonEmpty(ref carrier, Tags, scratch, out var text))
        {
            context.Tags = PropagatedTagsHeader.Parse(text, out traceIdUpper);
        }

        if (CarrierReading.TryGetFirstNonEmpty(ref carrier, Origin, scratch, out text))
        {
            context.Origin = Encoding.UTF8.GetString(text);
        }

        context.TraceId = new TraceId128(traceIdUpper, traceIdLower);
        return true;
    }

    private static void WriteNumber<TWriter, TNumber>(ref TWriter carrier, string name, TNumber value, Span<byte> buffer)
        where TWriter : struct, ICarrierWriter
        where TNumber : IUtf8SpanFormattable
    {
        _ = value.TryFormat(buffer, out var length, default, CultureInfo.InvariantCulture);
        carrier.Write(name, buffer[..length]);
    }

    /// <summary>The first value that is a number: surrounding white space, a plus sign and leading zeros are let pass.</summary>
    private static bool TryGetNumber<TReader, TNumber>(ref TReader carrier, string name, out TNumber value)
        where TReader : struct, ICarrierReader
        where TNumber : struct, System.Numerics.INumber<TNumber>
    {
        Span<byte> scratch = stackalloc byte[32];
        for (var index = 0; index < CarrierReading.MaxValues && carrier.TryRead(name, index, scratch, out var text); index++)
        {
            if (TNumber.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value))
            {
                return true;
            }
        }

        value = default;
        return false;
    }
}
