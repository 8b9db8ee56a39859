using System.Globalization;
using System.Numerics;
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

    private const int NumberScratchLength = 32;
    private const int MaxNumberLength = 20; // ulong.MaxValue, and every int

    /// <summary>From <see cref="SamplingPriority.UserReject"/> on. Shared between messages.</summary>
    private static readonly byte[][] Priorities = ["-1"u8.ToArray(), "0"u8.ToArray(), "1"u8.ToArray(), "2"u8.ToArray()];

    internal static void Inject<TWriter>(ref TWriter carrier, TraceId128 traceId, ulong spanId, TraceLevelState trace, int maxTagsLength)
        where TWriter : struct, ICarrierWriter
    {
        WriteNumber(ref carrier, TraceId, traceId.Lower);
        WriteNumber(ref carrier, ParentId, spanId);
        if (!string.IsNullOrEmpty(trace.Origin))
        {
            CarrierWriting.Share(ref carrier, Origin, Encoding.UTF8.GetBytes(trace.Origin));
        }

        if (trace.SamplingPriority is { } priority)
        {
            WritePriority(ref carrier, priority);
        }

        if (trace.DatadogTags(traceId.Upper, maxTagsLength).Value is { } tags)
        {
            CarrierWriting.Share(ref carrier, Tags, tags);
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

        Span<byte> scratch = stackalloc byte[TReader.NeedsScratch ? CarrierText.ScratchLength : 0];
        ulong traceIdUpper = 0;
        if (CarrierReading.TryGetFirstNonEmpty(ref carrier, Tags, scratch, out var text))
        {
            context.Tags = PropagatedTagsHeader.Parse(text, out traceIdUpper);
        }

        if (CarrierReading.TryGetFirstNonEmpty(ref carrier, Origin, scratch, out text))
        {
            context.Origin = OriginText.Read(text);
        }

        context.TraceId = new TraceId128(traceIdUpper, traceIdLower);
        return true;
    }

    private static void WritePriority<TWriter>(ref TWriter carrier, int priority)
        where TWriter : struct, ICarrierWriter
    {
        var index = priority - (int)SamplingPriority.UserReject;
        if ((uint)index < (uint)Priorities.Length)
        {
            CarrierWriting.Share(ref carrier, Priority, Priorities[index]);
        }
        else
        {
            WriteNumber(ref carrier, Priority, priority);
        }
    }

    private static void WriteNumber<TWriter, TNumber>(ref TWriter carrier, string name, TNumber value)
        where TWriter : struct, ICarrierWriter
        where TNumber : IUtf8SpanFormattable
    {
        Span<byte> buffer = stackalloc byte[MaxNumberLength];
        _ = value.TryFormat(buffer, out var length, default, CultureInfo.InvariantCulture);
        carrier.Write(name, buffer[..length]);
    }

    /// <summary>The first value that is a number: surrounding white space, a plus sign and leading zeros are let pass.</summary>
    private static bool TryGetNumber<TReader, TNumber>(ref TReader carrier, string name, out TNumber value)
        where TReader : struct, ICarrierReader
        where TNumber : struct, INumber<TNumber>, IMinMaxValue<TNumber>
    {
        Span<byte> scratch = stackalloc byte[TReader.NeedsScratch ? NumberScratchLength : 0];
        for (var index = 0; index < CarrierReading.MaxValues && carrier.TryRead(name, index, scratch, out var text); index++)
        {
            if (DecimalText.TryParseDigits(text, out var digits) && digits <= ulong.CreateTruncating(TNumber.MaxValue))
            {
                value = TNumber.CreateTruncating(digits);
                return true;
            }

            if (TNumber.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value))
            {
                return true;
            }
        }

        value = default;
        return false;
    }
}
