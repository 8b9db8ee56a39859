using System.Text.Json.Serialization;

namespace Waybill.LocalAgent.Model;

/// <summary>A link from a span to another.</summary>
internal sealed class SpanLink
{
    /// <summary>The linked 128-bit trace id, 32 lower-case hex digits.</summary>
    public string TraceId { get; set; } = "";

    /// <summary>The linked span's id.</summary>
    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public ulong SpanId { get; set; }

    /// <summary>The W3C tracestate of the linked context, or empty.</summary>
    public string TraceState { get; set; } = "";

    /// <summary>The trace flags as sent: bit 31 says that they are known, bit 0 that the linked trace is kept.</summary>
    public uint Flags { get; set; }

    /// <summary>The link's own tags.</summary>
    public Dictionary<string, string> Attributes { get; set; } = [];
}
