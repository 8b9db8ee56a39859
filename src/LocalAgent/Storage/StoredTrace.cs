using System.Globalization;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Storage;

/// <summary>A trace that still grows: its chunks come from several processes, and not every one tells the whole trace id.</summary>
internal sealed class StoredTrace(ulong lowerHalf)
{
    /// <summary>The tag with the upper 64 bits of the trace id, 16 hex digits.</summary>
    private const string UpperHalfTag = "_dd.p.tid";

    private readonly List<TraceSpan> spans = [];
    private ulong upperHalf;

    /// <summary>The lower 64 bits of the trace id.</summary>
    public ulong LowerHalf => lowerHalf;

    /// <summary>The number of spans.</summary>
    public int Count => spans.Count;

    /// <summary>About how much memory the spans take, in bytes.</summary>
    public long Bytes { get; private set; }

    public void Add(TraceSpan span)
    {
        spans.Add(span);
        Bytes += span.SizeInBytes;
        if (upperHalf == 0 && span.Meta.TryGetValue(UpperHalfTag, out string? digits) && digits.Length == 16)
        {
            ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out upperHalf);
        }
    }

    public void RemoveNewest()
    {
        Bytes -= spans[^1].SizeInBytes;
        spans.RemoveAt(spans.Count - 1);
    }

    /// <summary>The trace as it is now; spans that arrive later do not change it.</summary>
    public Trace Snapshot() => new()
    {
        TraceId = string.Create(CultureInfo.InvariantCulture, $"{upperHalf:x16}{lowerHalf:x16}"),
        Spans = [.. spans],
    };
}
