using Waybill.LocalAgent.MessagePack;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Intake;

/// <summary>Decodes the body of <c>/v0.3/traces</c> and <c>/v0.4/traces</c>: an array of traces, each an array of spans.</summary>
internal static class TracesV04Decoder
{
    /// <inheritdoc cref="PayloadDecoder"/>
    public static void Decode(ReadOnlySpan<byte> payload, DecodeBudget budget, Action<TraceSpan> take)
    {
        var reader = new MessagePackReader(payload);
        int traces = reader.ReadArrayHeader();
        for (int trace = 0; trace < traces; trace++)
        {
            DecodeTrace(trace, ref reader, budget, take);
        }

        reader.EnsureEnd();
    }

    /// <summary>Decodes the array of spans that is one trace.</summary>
    public static void DecodeTrace(int trace, ref MessagePackReader reader, DecodeBudget budget, Action<TraceSpan> take)
    {
        int index = -1;
        try
        {
            int count = reader.ReadArrayHeader();
            for (index = 0; index < count; index++)
            {
                take(SpanDecoder.Decode(ref reader, budget));
            }
        }
        catch (MessagePackFormatException e)
        {
            string place = index < 0 ? $"trace {trace}" : $"trace {trace}, span {index}";
            throw new MessagePackFormatException($"{place}: {e.Message}", e);
        }
    }
}
