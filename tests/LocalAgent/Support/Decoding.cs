using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Tests.Support;

/// <summary>Runs a decoder and collects what it hands over.</summary>
internal static class Decoding
{
    public static IReadOnlyList<TraceSpan> Spans(PayloadDecoder decode, byte[] payload, long maxBytes = 1 << 24)
    {
        List<TraceSpan> spans = [];
        decode(payload, new DecodeBudget(maxBytes), spans.Add);
        return spans;
    }
}
