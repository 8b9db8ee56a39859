using System.Text.Json.Serialization;

namespace Waybill.LocalAgent.Info;

/// <summary>
/// What <c>/info</c> answers, in the names of the Datadog agent. Tracers turn features on by it, so it says only what is true.
/// </summary>
internal sealed record InfoDocument
{
    /// <summary>The agent's version.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }

    /// <summary>The paths that tracers may send to.</summary>
    [JsonPropertyName("endpoints")]
    public required IReadOnlyList<string> Endpoints { get; init; }

    /// <summary>Whether tracers may drop unsampled traces themselves, because they send statistics.</summary>
    [JsonPropertyName("client_drop_p0s")]
    public required bool ClientDropP0s { get; init; }

    /// <summary>Whether the spans' <c>meta_struct</c> is kept.</summary>
    [JsonPropertyName("span_meta_structs")]
    public required bool SpanMetaStructs { get; init; }

    /// <summary>Whether native <c>span_events</c> are understood.</summary>
    [JsonPropertyName("span_events")]
    public required bool SpanEvents { get; init; }
}
