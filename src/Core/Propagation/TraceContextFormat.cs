namespace Waybill.Core.Propagation;

/// <summary>W3C Trace Context: <c>traceparent</c> with the ids, <c>tracestate</c> with our <c>dd</c> member and those of others.</summary>
/// <remarks>https://www.w3.org/TR/trace-context/, level 1 on the wire, any higher version on the way in.</remarks>
internal static class TraceContextFormat
{
    internal const string TraceParent = "traceparent";
    internal const string TraceState = "tracestate";

    private const int Version00Length = 55; // 00-<32 hex>-<16 hex>-<2 hex>
    private const int SpanIdAt = 36;
    private const int FlagsAt = 53;

    internal static void Inject<TWriter>(ref TWriter carrier, TraceId128 traceId, ulong spanId, TraceLevelState trace)
        where TWriter : struct, ICarrierWriter
    {
        var parent = new byte[Version00Length];
        "00-"u8.CopyTo(parent);
        traceId.Write(parent.AsSpan(3));
        parent[SpanIdAt - 1] = (byte)'-';
        Hex.Write(spanId, parent.AsSpan(SpanIdAt));
        (trace.IsKept ? "-01"u8 : "-00"u8).CopyTo(parent.AsSpan(FlagsAt - 1));
        CarrierWriting.Share(ref carrier, TraceParent, parent);
        CarrierWriting.Share(ref carrier, TraceState, trace.TraceStateTemplate.With(spanId));
    }

    internal static bool TryExtract<TReader>(ref TReader carrier, out ExtractedContext context)
        where TReader : struct, ICarrierReader => TryExtract(ref carrier, default(ExtractedContext), out context);

    /// <param name="carrier">The carrier.</param>
    /// <param name="known">What another format has brought: to a context of the same trace only what can be merged is read.</param>
    /// <param name="context">What was read.</param>
    internal static bool TryExtract<TReader>(ref TReader carrier, in ExtractedContext known, out ExtractedContext context)
        where TReader : struct, ICarrierReader
    {
        context = default;
        Span<byte> scratch = stackalloc byte[TReader.NeedsScratch ? CarrierText.ScratchLength : 0];
        if (!CarrierReading.TryGetSingle(ref carrier, TraceParent, scratch, out var parent)
            || !TryParse(CarrierReading.Trim(parent), out context.TraceId, out context.SpanId, out var sampled))
        {
            context = default;
            return false;
        }

        if (context.TraceId == known.TraceId)
        {
            TraceStateHeader.ReadRest(ref carrier, isSameSpan: context.SpanId == known.SpanId, ref context);
        }
        else
        {
            TraceStateHeader.Read(ref carrier, sampled, ref context);
        }

        return true;
    }

    private static bool TryParse(ReadOnlySpan<byte> header, out TraceId128 traceId, out ulong spanId, out bool sampled)
    {
        traceId = default;
        spanId = 0;
        sampled = false;
        if (header.Length < Version00Length
            || header[2] != '-' || header[SpanIdAt - 1] != '-' || header[FlagsAt - 1] != '-'
            || !Hex.TryParseByte(header[..2], out var version) || version == 0xFF
            || (version == 0 ? header.Length != Version00Length : header.Length > Version00Length && header[Version00Length] != '-')
            || !TraceId128.TryParse(header[3..(SpanIdAt - 1)], out traceId) || traceId.IsZero
            || !Hex.TryParse(header[SpanIdAt..(FlagsAt - 1)], out spanId) || spanId == 0
            || !Hex.TryParseByte(header[FlagsAt..Version00Length], out var flags))
        {
            return false;
        }

        sampled = (flags & 1) != 0;
        return true;
    }
}
