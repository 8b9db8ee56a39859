namespace Waybill.Core.Propagation;

/// <summary>B3 in one header: <c>{trace id}-{span id}-{sampled}-{parent span id}</c>, of which the last two may be absent.</summary>
/// <remarks>https://github.com/openzipkin/b3-propagation#single-header. The form that is a sampling state alone names no trace.</remarks>
internal static class B3SingleFormat
{
    internal const string Header = "b3";

    private const int Length = TraceId128.HexLength + 1 + Hex.Length64 + 2;

    internal static void Inject<TWriter>(ref TWriter carrier, TraceId128 traceId, ulong spanId, TraceLevelState trace)
        where TWriter : struct, ICarrierWriter
    {
        Span<byte> buffer = stackalloc byte[Length];
        traceId.Write(buffer);
        buffer[TraceId128.HexLength] = (byte)'-';
        Hex.Write(spanId, buffer[(TraceId128.HexLength + 1)..]);
        buffer[^2] = (byte)'-';
        B3Sampling.Format(trace).CopyTo(buffer[^1..]);
        carrier.Write(Header, buffer);
    }

    internal static bool TryExtract<TReader>(ref TReader carrier, out ExtractedContext context)
        where TReader : struct, ICarrierReader
    {
        context = default;
        Span<byte> scratch = stackalloc byte[128];
        if (!CarrierReading.TryGetFirstNonEmpty(ref carrier, Header, scratch, out var text))
        {
            return false;
        }

        text = CarrierReading.Trim(text);
        var dash = text.IndexOf((byte)'-');
        if (dash < 0 || !B3Sampling.TryParseTraceId(text[..dash], out var traceId))
        {
            return false;
        }

        var rest = text[(dash + 1)..];
        if (rest.Length < Hex.Length64 || (rest.Length > Hex.Length64 && rest[Hex.Length64] != '-') || !Hex.TryParse(rest[..Hex.Length64], out var spanId))
        {
            return false;
        }

        context.TraceId = traceId;
        context.SpanId = spanId;
        rest = rest.Length > Hex.Length64 ? rest[(Hex.Length64 + 1)..] : [];
        dash = rest.IndexOf((byte)'-');
        context.SamplingPriority = B3Sampling.Parse(dash < 0 ? rest : rest[..dash]);
        return true;
    }
}
