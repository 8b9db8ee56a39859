namespace Waybill.Core.Tests.Support;

/// <summary>A span as it stood in a payload.</summary>
internal sealed class ReceivedSpan(List<KeyValuePair<string, object?>> fields)
{
    public IEnumerable<string> Keys => fields.Select(pair => pair.Key);

    public ulong TraceId => (ulong)this["trace_id"]!;

    public ulong SpanId => (ulong)this["span_id"]!;

    public ulong? ParentId => (ulong?)this["parent_id"];

    public string Name => (string)this["name"]!;

    public string Resource => (string)this["resource"]!;

    public string Service => (string)this["service"]!;

    public string? Type => (string?)this["type"];

    public ulong Start => (ulong)this["start"]!;

    public ulong Duration => (ulong)this["duration"]!;

    public ulong? Error => (ulong?)this["error"];

    public Dictionary<string, string> Meta { get; } = Map<string>(fields, "meta");

    public Dictionary<string, double> Metrics { get; } = Map<double>(fields, "metrics");

    public IReadOnlyList<Dictionary<string, object?>> Links => Maps("span_links");

    public IReadOnlyList<Dictionary<string, object?>> Events => Maps("span_events");

    private object? this[string key] => fields.Find(pair => pair.Key == key).Value;

    /// <summary>The chunks of a request's body.</summary>
    public static IReadOnlyList<IReadOnlyList<ReceivedSpan>> Decode(ReadOnlySpan<byte> body) =>
    [
        .. ((List<object?>)MessagePackDecoder.Decode(body)!).Select(chunk => (IReadOnlyList<ReceivedSpan>)
        [
            .. ((List<object?>)chunk!).Select(span => new ReceivedSpan((List<KeyValuePair<string, object?>>)span!)),
        ]),
    ];

    public static Dictionary<string, T> ToDictionary<T>(List<KeyValuePair<string, object?>> pairs)
    {
        Dictionary<string, T> map = [];
        foreach (var (key, value) in pairs)
        {
            map[key] = (T)value!; // the last of equal keys counts, as for the agent
        }

        return map;
    }

    private IReadOnlyList<Dictionary<string, object?>> Maps(string key) => this[key] is List<object?> maps
        ? [.. maps.Select(map => ToDictionary<object?>((List<KeyValuePair<string, object?>>)map!))]
        : [];

    private static Dictionary<string, T> Map<T>(List<KeyValuePair<string, object?>> fields, string key) =>
        ToDictionary<T>((List<KeyValuePair<string, object?>>)fields.Find(pair => pair.Key == key).Value!);
}
