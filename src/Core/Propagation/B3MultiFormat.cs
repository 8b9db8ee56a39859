namespace Waybill.Core.Propagation;

/// <summary>B3 in several headers.</summary>
/// <remarks>https://github.com/openzipkin/b3-propagation#multiple-headers.</remarks>
internal static class B3MultiFormat
{
    internal const string TraceId = "x-b3-traceid";
    internal const string SpanId = "x-b3-spanid";
    internal const string Sampled = "x-b3-sampled";
    internal const string Flags = "x-b3-flags";

    /// <summary>Neither read nor written, but an earlier context's goes with it.</summary>
    internal const string ParentSpanId = "x-b3-parentspanid";

    internal static void Inject<TWriter>(ref TWriter carrier, TraceId128 traceId, ulong spanId, TraceLevelState trace)
        where TWriter : struct, ICarrierWriter
    {
        Span<byte> buffer = stackalloc byte[TraceId128.HexLength];
        traceId.Write(buffer);
        carrier.Write(TraceId, buffer);
        Hex.Write(spanId, buffer);
        carrier.Write(SpanId, buffer[..Hex.Length64]);
        carrier.Write(Sampled, B3Sampling.Format(trace));
    }

    internal static bool TryExtract<TReader>(ref TReader carrier, out ExtractedContext context)
        where TReader : struct, ICarrierReader
    {
        context = default;
        Span<byte> scratch = stackalloc byte[64];
        if (!CarrierReading.TryGetFirstNonEmpty(ref carrier, TraceId, scratch, out var text)
            || !B3Sampling.TryParseTraceId(CarrierReading.Trim(text), out var traceId)
            || !CarrierReading.TryGetFirstNonEmpty(ref carrier, SpanId, scratch, out text)
            || !Hex.TryParse(CarrierReading.Trim(text), out var spanId))
        {
            return false;
        }

        context.TraceId = traceId;
        context.SpanId = spanId;
        context.SamplingPriority = CarrierReading.TryGetFirstNonEmpty(ref carrier, Flags, scratch, out text)
            && CarrierReading.Trim(text).SequenceEqual("1"u8) ? (int)SamplingPriority.UserKeep
            : CarrierReading.TryGetFirstNonEmpty(ref carrier, Sampled, scratch, out text) ? B3Sampling.Parse(CarrierReading.Trim(text))
            : null;
        return true;
    }
}
