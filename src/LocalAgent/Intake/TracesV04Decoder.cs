using Waybill.LocalAgent.MessagePack;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Intake;

/// <summary>Decodes the body of <c>/v0.4/traces</c>: an array of traces, each an array of spans.</summary>
internal static class TracesV04Decoder
{
    /// <summary>All spans of the payload, or an exception: never a part of it.</summary>
    /// <exception cref="MessagePackFormatException">The payload is malformed; the message says where.</exception>
    /// <exception cref="PayloadTooLargeException">The spans take more memory than <paramref name="maxDecodedBytes"/>.</exception>
    public static IReadOnlyList<TraceSpan> Decode(ReadOnlySpan<byte> payload, long maxDecodedBytes)
    {
        var reader = new MessagePackReader(payload);
        var budget = new DecodeBudget(maxDecodedBytes);
        var spans = new List<TraceSpan>();
        int traces = reader.ReadArrayHeader();
        for (int trace = 0; trace < traces; trace++)
        {
            DecodeTrace(trace, ref reader, budget, spans);
        }

        return reader.Remaining == 0
            ? spans
            : throw new MessagePackFormatException($"{reader.Remaining} bytes follow the end of the payload at byte {reader.Position}");
    }

    private static void DecodeTrace(int trace, ref MessagePackReader reader, DecodeBudget budget, List<TraceSpan> spans)
    {
        int index = -1;
        try
        {
            int count = reader.ReadArrayHeader();
            for (index = 0; index < count; index++)
            {
                spans.Add(SpanDecoder.Decode(ref reader, budget));
            }
        }
        catch (MessagePackFormatException e)
        {
            string place = index < 0 ? $"trace {trace}" : $"trace {trace}, span {index}";
            throw new MessagePackFormatException($"{place}: {e.Message}", e);
        }
    }
}
