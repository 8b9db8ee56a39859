namespace Waybill.Core.Export.Payloads;

/// <summary>One chunk of a payload.</summary>
/// <param name="End">Where it ends in the payload's body; it begins where the one before it ends.</param>
/// <param name="Spans">How many spans it holds.</param>
internal readonly record struct PayloadChunk(int End, int Spans);
