namespace Waybill.Core.Propagation;

/// <summary>AWS X-Ray's text: <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1</c>.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader. The trace id is the same 128 bits in two
/// parts; the first counts seconds in ids that X-Ray makes, and any value passes.
/// </remarks>
internal static class XRayFormat
{
    internal const string Header = "x-amzn-trace-id";

    /// <summary>The text's length.</summary>
    internal const int Length = 74;

    private const int TimeLength = 8;

    internal static void Inject<TWriter>(ref TWriter carrier, TraceId128 traceId, ulong spanId, TraceLevelState trace)
        where TWriter : struct, ICarrierWriter
    {
        Span<byte> buffer = stackalloc byte[Length];
        Write(traceId, spanId, trace, buffer);
        carrier.Write(Header, buffer);
    }

    internal static void Write(TraceId128 traceId, ulong spanId, TraceLevelState trace, Span<byte> buffer)
    {
        Span<byte> id = stackalloc byte[TraceId128.HexLength];
        traceId.Write(id);
        AsciiWriter writer = new(buffer);
        writer.Append("Root=1-");
        writer.Append(id[..TimeLength]);
        writer.Append('-');
        writer.Append(id[TimeLength..]);
        writer.Append(";Parent=");
        writer.AppendHex(spanId);
        writer.Append(trace.IsKept ? ";Sampled=1" : ";Sampled=0");
    }

    internal static bool TryExtract<TReader>(ref TReader carrier, out ExtractedContext context)
        where TReader : struct, ICarrierReader
    {
        Span<byte> scratch = stackalloc byte[CarrierText.ScratchLength];
        context = default;
        return CarrierReading.TryGetFirstNonEmpty(ref carrier, Header, scratch, out var text) && TryParse(text, out context);
    }

    /// <summary>Fields in any order, unknown ones passed over. A trace without a parent is none that could be continued.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out ExtractedContext context)
    {
        context = default;
        foreach (var range in text.Split((byte)';'))
        {
            var field = CarrierReading.Trim(text[range]);
            if (field.StartsWith("Root=1-"u8))
            {
                _ = TryParseRoot(field["Root=1-".Length..], out context.TraceId);
            }
            else if (field.StartsWith("Parent="u8))
            {
                _ = Hex.TryParse(field["Parent=".Length..], out context.SpanId);
            }
            else if (field.StartsWith("Sampled="u8))
            {
                context.SamplingPriority = field["Sampled=".Length..] switch
                {
                    [(byte)'1'] => (int)SamplingPriority.AutoKeep,
                    [(byte)'0'] => (int)SamplingPriority.AutoReject,
                    _ => null,
                };
            }
        }

        return !context.TraceId.IsZero && context.SpanId != 0;
    }

    private static bool TryParseRoot(ReadOnlySpan<byte> root, out TraceId128 id)
    {
        id = default;
        if (root.Length != TraceId128.HexLength + 1 || root[TimeLength] != '-')
        {
            return false;
        }

        Span<byte> hex = stackalloc byte[TraceId128.HexLength];
        root[..TimeLength].CopyTo(hex);
        root[(TimeLength + 1)..].CopyTo(hex[TimeLength..]);
        return TraceId128.TryParse(hex, out id);
    }
}
