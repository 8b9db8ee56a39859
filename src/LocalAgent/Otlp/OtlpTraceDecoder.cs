using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Otlp;

/// <summary>
/// Decodes an <c>ExportTraceServiceRequest</c>
/// (https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto).
/// </summary>
internal static class OtlpTraceDecoder
{
    /// <inheritdoc cref="PayloadDecoder"/>
    public static void Decode(ReadOnlySpan<byte> payload, DecodeBudget budget, Action<TraceSpan> take)
    {
        var reader = new ProtobufReader(payload);
        while (reader.MoveNext())
        {
            if (reader.Field == 1)
            {
                DecodeResourceSpans(reader.ReadBytes(), budget, take);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void DecodeResourceSpans(ReadOnlySpan<byte> message, DecodeBudget budget, Action<TraceSpan> take)
    {
        OtlpResource resource = OtlpResource.Read(Find(message, 1), budget);
        var reader = new ProtobufReader(message);
        while (reader.MoveNext())
        {
            if (reader.Field == 2)
            {
                DecodeScopeSpans(reader.ReadBytes(), resource, budget, take);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void DecodeScopeSpans(ReadOnlySpan<byte> message, OtlpResource resource, DecodeBudget budget, Action<TraceSpan> take)
    {
        string scope = OtlpAttributes.Text(Find(Find(message, 1), 1), budget);
        var reader = new ProtobufReader(message);
        while (reader.MoveNext())
        {
            if (reader.Field == 2)
            {
                take(OtlpSpanDecoder.Decode(reader.ReadBytes(), resource, scope, budget));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>The bytes of a field, which may stand behind what it is needed for; empty if it is not there.</summary>
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, int field)
    {
        ReadOnlySpan<byte> found = [];
        var reader = new ProtobufReader(message);
        while (reader.MoveNext())
        {
            if (reader.Field == field)
            {
                found = reader.ReadBytes();
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }
}
