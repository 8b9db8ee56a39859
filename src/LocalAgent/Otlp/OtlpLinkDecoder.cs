using System.Globalization;
using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Otlp;

/// <summary>Decodes a link of a span.</summary>
internal static class OtlpLinkDecoder
{
    public static SpanLink Decode(ReadOnlySpan<byte> message, DecodeBudget budget)
    {
        budget.Charge(4 * DecodeBudget.EntryBytes);
        var link = new SpanLink();
        var reader = new ProtobufReader(message);
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case 1:
                    ulong lower = OtlpSpanDecoder.ReadTraceId(reader.ReadBytes(), out ulong upper);
                    link.TraceId = string.Create(CultureInfo.InvariantCulture, $"{upper:x16}{lower:x16}");
                    break;
                case 2:
                    link.SpanId = OtlpSpanDecoder.ReadSpanId(reader.ReadBytes());
                    break;
                case 3:
                    link.TraceState = OtlpAttributes.Text(reader.ReadBytes(), budget);
                    break;
                case 4:
                    OtlpAttributes.Read(reader.ReadBytes(), budget, link.Attributes, numbers: null);
                    break;
                case 6:
                    link.Flags = reader.ReadFixed32();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return link;
    }
}
