using System.Diagnostics;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>Turns a chunk of Activities into the array of span maps that <c>/v0.4/traces</c> takes.</summary>
internal sealed class SpanEncoder(TracerSettings settings)
{
    private readonly MetaEncoder meta = new(settings);

    internal void Encode(TraceChunk chunk, MessagePackWriter writer)
    {
        var here = chunk.Spans.Select(span => span.SpanId).ToHashSet();
        writer.WriteArrayHeader(chunk.Spans.Count);
        for (var index = 0; index < chunk.Spans.Count; index++)
        {
            var span = chunk.Spans[index];
            ChunkPosition position = new(
                IsFirst: index == 0,
                IsOrphan: !here.Contains(span.ParentSpanId),
                IsLocalRoot: span.ParentSpanId == default || span.HasRemoteParent);
            Encode(span, chunk, position, writer);
        }
    }

    private void Encode(Activity span, TraceChunk chunk, ChunkPosition position, MessagePackWriter writer)
    {
        var (operation, resource, type) = DatadogNames.Of(span);
        var parentId = Hex.From(span.ParentSpanId);
        var isError = span.Status == ActivityStatusCode.Error;
        var links = span.Links.Any();

        writer.WriteMapHeader(10 + (parentId != 0 ? 1 : 0) + (isError ? 1 : 0) + (links ? 1 : 0));
        writer.WriteKey("trace_id"u8);
        writer.WriteUInt(chunk.TraceId.Lower);
        writer.WriteKey("span_id"u8);
        writer.WriteUInt(Hex.From(span.SpanId));
        writer.WriteKey("name"u8);
        writer.WriteString(operation);
        writer.WriteKey("resource"u8);
        writer.WriteString(resource);
        writer.WriteKey("service"u8);
        writer.WriteString(span.GetTagItem(SpanTags.ServiceName) as string ?? settings.ServiceName);
        writer.WriteKey("type"u8);
        if (type is null)
        {
            writer.WriteNil();
        }
        else
        {
            writer.WriteString(type);
        }

        writer.WriteKey("start"u8);
        writer.WriteUInt(Nanoseconds(span.StartTimeUtc - DateTime.UnixEpoch));
        writer.WriteKey("duration"u8);
        writer.WriteUInt(Nanoseconds(span.Duration));
        if (parentId != 0)
        {
            writer.WriteKey("parent_id"u8);
            writer.WriteUInt(parentId);
        }

        if (isError)
        {
            writer.WriteKey("error"u8);
            writer.WriteUInt(1);
        }

        writer.WriteKey("meta"u8);
        meta.Encode(span, chunk, position, writer);
        writer.WriteKey("metrics"u8);
        MetricsEncoder.Encode(span, chunk, position, writer);
        if (links)
        {
            writer.WriteKey("span_links"u8);
            LinksEncoder.Encode(span, writer);
        }
    }

    /// <summary>Within what the agent's signed 64 bits hold: one span of a strange time must not cost the payload.</summary>
    private static ulong Nanoseconds(TimeSpan time) =>
        (ulong)(Math.Clamp(time.Ticks, 0, long.MaxValue / TimeSpan.NanosecondsPerTick) * TimeSpan.NanosecondsPerTick);
}
