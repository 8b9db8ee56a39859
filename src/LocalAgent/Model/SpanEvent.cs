using System.Text.Json.Serialization;

namespace Waybill.LocalAgent.Model;

/// <summary>Something that happened at one moment within a span.</summary>
internal sealed class SpanEvent
{
    /// <summary>The moment in nanoseconds since the Unix epoch.</summary>
    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public long Time { get; set; }

    /// <summary>The event's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The event's tags, whatever their type, as text.</summary>
    public Dictionary<string, string> Attributes { get; set; } = [];
}
