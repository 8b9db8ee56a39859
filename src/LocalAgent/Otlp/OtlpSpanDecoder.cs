using System.Buffers.Binary;
using System.Globalization;
using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Otlp;

/// <summary>Decodes one span of OTLP into the form that Datadog's tracers send.</summary>
internal static class OtlpSpanDecoder
{
    private const ulong StatusError = 2;

    /// <exception cref="ProtobufFormatException">It is not a span, or has no trace id or span id.</exception>
    /// <exception cref="PayloadTooLargeException">The budget is used up.</exception>
    public static TraceSpan Decode(ReadOnlySpan<byte> message, OtlpResource resource, string scope, DecodeBudget budget)
    {
        budget.Charge(DecodeBudget.SpanBytes + resource.ChargedBytes);
        var span = new TraceSpan { Service = resource.Service, Meta = new(resource.Tags) };
        ulong end = 0;
        ulong kind = 0;
        if (scope.Length > 0)
        {
            span.Meta["otel.scope.name"] = scope;
        }

        var reader = new ProtobufReader(message);
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case 1:
                    span.TraceId = ReadTraceId(reader.ReadBytes(), out ulong upper);
                    span.Meta["_dd.p.tid"] = upper.ToString("x16", CultureInfo.InvariantCulture);
                    break;
                case 2:
                    span.SpanId = ReadSpanId(reader.ReadBytes());
                    break;
                case 4:
                    span.ParentId = ReadSpanId(reader.ReadBytes());
                    break;
                case 5:
                    span.Resource = OtlpAttributes.Text(reader.ReadBytes(), budget);
                    break;
                case 6:
                    kind = reader.ReadVarint();
                    break;
                case 7:
                    span.Start = (long)Math.Min(reader.ReadFixed64(), long.MaxValue);
                    break;
                case 8:
                    end = reader.ReadFixed64();
                    break;
                case 9:
                    OtlpAttributes.Read(reader.ReadBytes(), budget, span.Meta, span.Metrics);
                    break;
                case 11:
                    span.Events.Add(OtlpEventDecoder.Decode(reader.ReadBytes(), budget));
                    break;
                case 13:
                    span.Links.Add(OtlpLinkDecoder.Decode(reader.ReadBytes(), budget));
                    break;
                case 15:
                    ReadStatus(reader.ReadBytes(), span, budget);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        span.Duration = (long)Math.Min(end - Math.Min(end, (ulong)span.Start), long.MaxValue);
        OtlpNaming.Apply(span, kind);
        return span.TraceId != 0 && span.SpanId != 0
            ? span
            : throw new ProtobufFormatException("a span needs a trace_id whose lower half is not 0 and a span_id other than 0");
    }

    /// <summary>The lower 64 bits of a trace id of 16 bytes.</summary>
    public static ulong ReadTraceId(ReadOnlySpan<byte> id, out ulong upper)
    {
        Require(id, 16, "trace_id");
        upper = BinaryPrimitives.ReadUInt64BigEndian(id);
        return BinaryPrimitives.ReadUInt64BigEndian(id[8..]);
    }

    /// <summary>A span id of 8 bytes; none at all is 0.</summary>
    public static ulong ReadSpanId(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
        {
            return 0;
        }

        Require(id, 8, "span id");
        return BinaryPrimitives.ReadUInt64BigEndian(id);
    }

    private static void Require(ReadOnlySpan<byte> id, int length, string name)
    {
        if (id.Length != length)
        {
            throw new ProtobufFormatException($"a {name} has {length} bytes, not {id.Length}");
        }
    }

    private static void ReadStatus(ReadOnlySpan<byte> message, TraceSpan span, DecodeBudget budget)
    {
        var reader = new ProtobufReader(message);
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case 2:
                    span.Meta["error.message"] = OtlpAttributes.Text(reader.ReadBytes(), budget);
                    break;
                case 3:
                    span.Error = reader.ReadVarint() == StatusError ? 1 : 0;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
