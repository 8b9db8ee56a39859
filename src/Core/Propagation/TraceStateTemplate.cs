namespace Waybill.Core.Propagation;

/// <summary>The tracestate that all spans of a trace write alike, but for the parent id.</summary>
internal sealed class TraceStateTemplate
{
    private readonly byte[] text;
    private readonly int parentIdAt;

    internal TraceStateTemplate(TraceLevelState trace)
    {
        var length = TraceStateHeader.MaxLength(trace);
        AsciiWriter writer = new(length <= CarrierText.ScratchLength ? stackalloc byte[CarrierText.ScratchLength] : new byte[length]);
        parentIdAt = TraceStateHeader.Write(trace, 0, ref writer);
        text = writer.Written.ToArray();
    }

    internal byte[] With(ulong parentId)
    {
        var header = text.AsSpan().ToArray();
        Hex.Write(parentId, header.AsSpan(parentIdAt));
        return header;
    }
}
