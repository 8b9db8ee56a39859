using System.Diagnostics;
using System.Globalization;
using Waybill.Core.Tests.Support;

namespace Waybill.OpenTelemetrySdk.Tests;

/// <summary>A span as one of the exporters got it.</summary>
/// <param name="TraceId">The lower 64 bits.</param>
/// <param name="SpanId">The span id.</param>
/// <param name="ParentId">0 when there is none.</param>
/// <param name="Kind">As in <c>span.kind</c>.</param>
/// <param name="Attributes">Those of messaging, as text.</param>
/// <param name="Links">The span ids of the links.</param>
/// <param name="IsError">Whether it failed.</param>
internal sealed record RecordedSpan(
    ulong TraceId, ulong SpanId, ulong ParentId, string Kind, SortedDictionary<string, string> Attributes, IReadOnlyList<ulong> Links, bool IsError)
{
    private static readonly string[] OfTheRun =
        ["messaging.kafka.offset", "messaging.rabbitmq.message.delivery_tag", "message.queue_time_ms", "messaging.client.id", "messaging.message.id"];

    public string? Operation => Attributes.GetValueOrDefault("messaging.operation.type");

    /// <summary>What must be the same in every run.</summary>
    public string Shape => $"{Kind} error={IsError} links={Links.Count} {string.Join(' ', Attributes.Where(pair => !OfTheRun.Contains(pair.Key)).Select(pair => $"{pair.Key}={pair.Value}"))}";

    public static RecordedSpan From(Activity activity) => new(
        Id(activity.TraceId.ToHexString()[16..]),
        Id(activity.SpanId.ToHexString()),
        Id(activity.ParentSpanId.ToHexString()),
        activity.Kind.ToString().ToUpperInvariant(),
        Messaging(activity.TagObjects.Select(tag => KeyValuePair.Create(tag.Key, Convert.ToString(tag.Value, CultureInfo.InvariantCulture)!))),
        [.. activity.Links.Select(link => Id(link.Context.SpanId.ToHexString()))],
        activity.Status == ActivityStatusCode.Error);

    public static RecordedSpan From(ReceivedSpan span) => new(
        span.TraceId,
        span.SpanId,
        span.ParentId ?? 0,
        span.Meta.GetValueOrDefault("span.kind", "internal").ToUpperInvariant(),
        Messaging(span.Meta.Concat(span.Metrics.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString(CultureInfo.InvariantCulture))))),
        [.. span.Links.Select(link => (ulong)link["span_id"]!)],
        span.Error == 1);

    /// <summary>Datadog has names and forms of its own for some tags of Kafka.</summary>
    private static KeyValuePair<string, string> Conventional(KeyValuePair<string, string> tag) => tag.Key switch
    {
        "kafka.group" => new("messaging.consumer.group.name", tag.Value),
        "kafka.partition" => new("messaging.destination.partition.id", tag.Value.Trim('[', ']')),
        "kafka.offset" => new("messaging.kafka.offset", tag.Value),
        _ => tag,
    };

    private static SortedDictionary<string, string> Messaging(IEnumerable<KeyValuePair<string, string>> tags) =>
        new(tags.Select(Conventional).Where(tag => tag.Key.StartsWith("messag", StringComparison.Ordinal)).ToDictionary(), StringComparer.Ordinal);

    private static ulong Id(string hex) => ulong.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
