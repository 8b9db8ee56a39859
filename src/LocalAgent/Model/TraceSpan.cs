using System.Text.Json.Serialization;

namespace Waybill.LocalAgent.Model;

/// <summary>A span as a tracer sent it. 64-bit numbers are strings in JSON, where numbers lose precision.</summary>
/// <remarks>The decoder fills it; nothing changes it afterwards.</remarks>
internal sealed class TraceSpan
{
    private const JsonNumberHandling AsText = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString;

    /// <summary>The lower 64 bits of the trace id.</summary>
    [JsonNumberHandling(AsText)]
    public ulong TraceId { get; set; }

    /// <summary>The span's id, unique in its trace.</summary>
    [JsonNumberHandling(AsText)]
    public ulong SpanId { get; set; }

    /// <summary>The parent's span id; 0 for a root.</summary>
    [JsonNumberHandling(AsText)]
    public ulong ParentId { get; set; }

    /// <summary>The service that made the span.</summary>
    public string Service { get; set; } = "";

    /// <summary>The operation name.</summary>
    public string Name { get; set; } = "";

    /// <summary>What the operation was about: a route, a topic, a statement.</summary>
    public string Resource { get; set; } = "";

    /// <summary>The span type, such as <c>web</c> or <c>queue</c>.</summary>
    public string Type { get; set; } = "";

    /// <summary>The start in nanoseconds since the Unix epoch.</summary>
    [JsonNumberHandling(AsText)]
    public long Start { get; set; }

    /// <summary>The duration in nanoseconds.</summary>
    public long Duration { get; set; }

    /// <summary>1 for a failed operation, else 0.</summary>
    public int Error { get; set; }

    /// <summary>The text tags.</summary>
    public Dictionary<string, string> Meta { get; set; } = [];

    /// <summary>The numeric tags; NaN and the infinities are strings in JSON.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public Dictionary<string, double> Metrics { get; set; } = [];

    /// <summary>The links to spans of other traces, or of this one.</summary>
    public List<SpanLink> Links { get; set; } = [];

    /// <summary>The events within the span.</summary>
    public List<SpanEvent> Events { get; set; } = [];
}
