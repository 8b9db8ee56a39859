using System.Globalization;
using System.Text;
using System.Text.Json;
using Waybill.Core.Messaging;

namespace Waybill.Core;

/// <summary>Carries the context through EventBridge, in the event's detail: for any SDK, because it needs none.</summary>
/// <remarks>The carrier is the detail's last member, an object named <c>_datadog</c>, as Datadog's tracers write it.</remarks>
/// <example><code>entry.Detail = EventBridgeContext.Inject(entry.Detail, entry.EventBusName);</code></example>
public static class EventBridgeContext
{
    /// <summary>The most bytes of a detail with its context: 262,143, because EventBridge takes 262,144 for a whole entry.</summary>
    public const int MaxDetailSize = (256 * 1024) - 1;

    private const string StartTime = "x-datadog-start-time";
    private const string ResourceName = "x-datadog-resource-name";

    /// <summary>
    /// Puts the current span's context into an event's detail, in place of one that is there. Of that one stays what there is nothing new for: its
    /// baggage, or, when there is only baggage, its trace.
    /// </summary>
    /// <param name="detail">The detail, a JSON object; null counts as an empty one.</param>
    /// <param name="eventBus">The bus, which a serverless consumer of Datadog's shows as the resource; null, the default, names none.</param>
    /// <returns>
    /// The new detail; <paramref name="detail"/> itself when there is no context, when it is no JSON object, or when it would be over
    /// <see cref="MaxDetailSize"/>. The latter two are counted in <c>waybill.injection.skipped</c>.
    /// </returns>
    public static string? Inject(string? detail, string? eventBus = null)
    {
        var json = Encoding.UTF8.GetBytes(detail ?? "{}");
        if (ContextJson.Write(span: null, ContextEnvelope.ReaderOfObject(json), MessagingSystems.EventBridge, StartTime, ResourceName) is not { } context)
        {
            return detail;
        }

        var with = EmbeddedContext.SetIn(json, WithEntry(context, eventBus));
        if (with is null or { Length: > MaxDetailSize })
        {
            MessagingMeter.InjectionSkipped(MessagingSystems.EventBridge, with is null ? SkipReason.NotAnObject : SkipReason.SizeLimit);
            return detail;
        }

        return Encoding.UTF8.GetString(with);
    }

    /// <summary>Reads the context from an event as a target gets it: <c>{"detail-type":"…","detail":{…,"_datadog":{…}}}</c>.</summary>
    /// <param name="eventJson">The event. Above 1,048,576 characters it is not looked at.</param>
    /// <returns>Null when there is none that can be read. Broken text never throws.</returns>
    public static SpanContext? Extract(string? eventJson) =>
        eventJson is null or { Length: > 1024 * 1024 } ? null : ContextEnvelope.ReadEvent(Encoding.UTF8.GetBytes(eventJson));

    /// <summary>When it was put and where, from which Datadog makes a span for the bus itself.</summary>
    private static byte[] WithEntry(byte[] context, string? eventBus)
    {
        var headers = Encoding.UTF8.GetString(context.AsSpan()[..^1]);
        var time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var bus = string.IsNullOrEmpty(eventBus) ? "" : $",\"{ResourceName}\":\"{JsonEncodedText.Encode(eventBus)}\"";
        return Encoding.UTF8.GetBytes($"{headers},\"{StartTime}\":\"{time}\"{bus}}}");
    }
}
