using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Intake;

/// <summary>Decodes a payload of one version of a wire format, and hands over each span before it decodes the next.</summary>
/// <exception cref="FormatException">The payload is malformed; the message says where. Spans before that place were handed over.</exception>
/// <exception cref="PayloadTooLargeException">The spans take more memory than the budget allows.</exception>
internal delegate void PayloadDecoder(ReadOnlySpan<byte> payload, DecodeBudget budget, Action<TraceSpan> take);
