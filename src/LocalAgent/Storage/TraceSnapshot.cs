using System.Globalization;

namespace Waybill.LocalAgent.Storage;

/// <summary>A trace as it was at one moment; spans that arrive later do not change it.</summary>
/// <param name="LowerHalf">The lower 64 bits of the trace id.</param>
/// <param name="UpperHalf">The upper ones; 0 while no chunk has told them.</param>
/// <param name="Arrival">The number of the trace in order of arrival, from 1.</param>
/// <param name="Spans">In order of arrival.</param>
internal sealed record TraceSnapshot(ulong LowerHalf, ulong UpperHalf, long Arrival, ArraySegment<StoredSpan> Spans)
{
    /// <summary>The 128-bit trace id, 32 lower-case hex digits.</summary>
    public string TraceId => string.Create(CultureInfo.InvariantCulture, $"{UpperHalf:x16}{LowerHalf:x16}");
}
