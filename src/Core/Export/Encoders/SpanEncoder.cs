using System.Diagnostics;
using Waybill.Core.Export.Agent;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Encoders;

/// <summary>
/// Turns a chunk of Activities into the array of span maps that <c>/v0.4/traces</c> takes. Allocates nothing for spans of the usual kind; used by one
/// thread at a time.
/// </summary>
/// <param name="settings">Service, environment and the like, as they are now.</param>
/// <param name="agent">What the agent can do; null is what every agent can.</param>
internal sealed class SpanEncoder(TracerSettings settings, AgentFeatures? agent = null)
{
    private readonly ChunkLayout layout = new(settings.ServiceName);
    private readonly SpanShapes shapes = new(settings.ServiceName);
    private readonly MetaEncoder meta = new(settings);
    private readonly MetricsEncoder metrics = new();
    private readonly EventsJson events = new();

    internal void Encode(TraceChunk chunk, MessagePackWriter writer, bool isFirstOfPayload)
    {
        layout.Read(chunk);
        try
        {
            writer.WriteArrayHeader(chunk.Spans.Length);
            for (var index = 0; index < chunk.Spans.Length; index++)
            {
                Encode(index, chunk, isFirstOfPayload, writer);
            }
        }
        finally
        {
            layout.Clear();
        }
    }

    private void Encode(int index, TraceChunk chunk, bool isFirstOfPayload, MessagePackWriter writer)
    {
        var span = chunk.Spans[index];
        var shape = shapes.Of(span);
        var position = layout.PositionOf(index, span, shape.Service, isFirstOfPayload);
        var parentId = layout.ParentOf(index);
        var isError = span.Status == ActivityStatusCode.Error;
        var hasLinks = LinksEncoder.HasAny(span);
        var hasEvents = EventsEncoder.HasAny(span);
        var areEventsAField = hasEvents && agent is { TakesSpanEvents: true };

        writer.WriteMapHeader(10 + (parentId != 0 ? 1 : 0) + (isError ? 1 : 0) + (hasLinks ? 1 : 0) + (areEventsAField ? 1 : 0));
        writer.WritePair("trace_id"u8, chunk.TraceId.Lower);
        writer.WritePair("span_id"u8, layout.IdOf(index));
        writer.WriteRaw(shape.Fields); // name, resource, service, type
        writer.WritePair("start"u8, Nanoseconds(span.StartTimeUtc - DateTime.UnixEpoch));
        writer.WritePair("duration"u8, Nanoseconds(span.Duration));
        if (parentId != 0)
        {
            writer.WritePair("parent_id"u8, parentId);
        }

        if (isError)
        {
            writer.WritePair("error"u8, 1);
        }

        metrics.Begin();
        writer.WriteKey("meta"u8);
        meta.Encode(span, shape, chunk, position, writer, metrics, hasEvents && !areEventsAField ? events : null);
        writer.WriteKey("metrics"u8);
        metrics.Encode(shape.MessagingSystem is not null, chunk, position, writer);
        if (hasLinks)
        {
            writer.WriteKey("span_links"u8);
            LinksEncoder.Encode(span, writer);
        }

        if (areEventsAField)
        {
            writer.WriteKey("span_events"u8);
            EventsEncoder.Encode(span, writer);
        }
    }

    /// <summary>Within what the agent's signed 64 bits hold: one span of a strange time must not cost the payload.</summary>
    private static ulong Nanoseconds(TimeSpan time) =>
        (ulong)(Math.Clamp(time.Ticks, 0, long.MaxValue / TimeSpan.NanosecondsPerTick) * TimeSpan.NanosecondsPerTick);
}
