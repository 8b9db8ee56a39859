namespace Waybill.Core.Export.Payloads;

/// <summary>Chunks of a payload that are sent in one request.</summary>
/// <param name="Payload">The payload.</param>
/// <param name="First">The first of the chunks.</param>
/// <param name="Traces">How many chunks.</param>
internal readonly record struct PayloadPart(Payload Payload, int First, int Traces)
{
    internal int Spans => Payload.SpansOf(First, Traces);

    internal int Start => Payload.StartOf(First);

    internal int Length => Payload.StartOf(First + Traces) - Start;
}
