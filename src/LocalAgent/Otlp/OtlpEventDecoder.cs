using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Otlp;

/// <summary>Decodes an event of a span.</summary>
internal static class OtlpEventDecoder
{
    public static SpanEvent Decode(ReadOnlySpan<byte> message, DecodeBudget budget)
    {
        budget.Charge(4 * DecodeBudget.EntryBytes);
        var spanEvent = new SpanEvent();
        var reader = new ProtobufReader(message);
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case 1:
                    spanEvent.Time = (long)Math.Min(reader.ReadFixed64(), long.MaxValue);
                    break;
                case 2:
                    spanEvent.Name = OtlpAttributes.Text(reader.ReadBytes(), budget);
                    break;
                case 3:
                    OtlpAttributes.Read(reader.ReadBytes(), budget, spanEvent.Attributes, numbers: null);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return spanEvent;
    }
}
