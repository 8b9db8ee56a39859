namespace Waybill.Core.Propagation;

/// <summary>B3's sampling states: <c>1</c>, <c>0</c>, and debug, by which someone asked for this very trace.</summary>
/// <remarks>https://github.com/openzipkin/b3-propagation.</remarks>
internal static class B3Sampling
{
    internal static ReadOnlySpan<byte> Format(TraceLevelState trace) => trace.IsKept ? "1"u8 : "0"u8;

    /// <summary>Null when the text says nothing that is known: the decision is then ours. Older peers wrote <c>true</c> and <c>false</c>.</summary>
    internal static int? Parse(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'1'] => (int)SamplingPriority.AutoKeep,
        [(byte)'0'] => (int)SamplingPriority.AutoReject,
        [(byte)'d'] => (int)SamplingPriority.UserKeep,
        _ when text.SequenceEqual("true"u8) => (int)SamplingPriority.AutoKeep,
        _ when text.SequenceEqual("false"u8) => (int)SamplingPriority.AutoReject,
        _ => null,
    };

    /// <summary>B3 trace ids are 64 or 128 bits long; zero is none.</summary>
    internal static bool TryParseTraceId(ReadOnlySpan<byte> hex, out TraceId128 id)
    {
        if (hex.Length == Hex.Length64 && Hex.TryParse(hex, out var lower))
        {
            id = new TraceId128(0, lower);
        }
        else if (!TraceId128.TryParse(hex, out id))
        {
            return false;
        }

        return !id.IsZero;
    }
}
