using System.Diagnostics;
using System.Globalization;
using Waybill.Core.Export.Mapping;
using Waybill.Core.Messaging;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Encoders;

/// <summary>The map <c>meta</c> of a span: its tags that are text, and those of its service and trace. Tags that are numbers go to <c>metrics</c>.</summary>
/// <remarks>A key that comes twice counts with its last value, so what the span says itself stands last.</remarks>
internal sealed class MetaEncoder(TracerSettings settings)
{
    private readonly string runtimeId = Guid.NewGuid().ToString();
    private readonly string processTags = ProcessTags.Of(settings);
    private readonly ServiceBlock ownService = ServiceBlock.OfDefault(settings);
    private readonly ServiceBlock otherService = ServiceBlock.OfOther(settings);

    internal void Encode(
        Activity span, SpanShape shape, TraceChunk chunk, ChunkPosition position, MessagePackWriter writer, MetricsEncoder metrics, EventsJson? events)
    {
        var map = writer.BeginMap();
        var block = IsOwn(shape.Service) ? ownService : otherService;
        writer.WriteRaw(block.Bytes);
        var count = block.Count;

        count += TagWriter.Write(writer, "_dd.origin", chunk.Trace.Origin);
        writer.WriteRaw(shape.Origin);
        count += shape.OriginCount;
        if (position.IsTopLevel)
        {
            count += TagWriter.Write(writer, "runtime-id", runtimeId);
        }

        if (position.IsLocalRoot)
        {
            count += TagWriter.Write(writer, "_dd.propagation_error", chunk.Trace.PropagationError);
            count += TagWriter.Write(writer, "_dd.parent_id", LastParentId(span));
            count += TagWriter.Write(writer, "_dd.hostname", settings.Hostname);
        }

        if (position.IsFirst)
        {
            count += WriteTraceTags(writer, chunk);
        }

        if (position.IsFirstOfPayload)
        {
            count += TagWriter.Write(writer, "_dd.tags.process", processTags);
        }

        // What the program says of its own span goes before what its exception says; a library's error.type is often but a code.
        var (hasFailed, isOwnSpan) = (span.Status == ActivityStatusCode.Error, OwnSpan.Is(span));
        if (hasFailed && isOwnSpan)
        {
            count += WriteError(writer, span);
        }

        count += EncodeTags(shape.Tags, writer, metrics);
        if (hasFailed && !isOwnSpan)
        {
            count += WriteError(writer, span);
        }

        if (events is not null)
        {
            events.Write(span, writer);
            count++;
        }

        writer.End(map, count);
    }

    /// <summary>The tags that the span set itself, in its order.</summary>
    private static int EncodeTags(KnownTags tags, MessagePackWriter writer, MetricsEncoder metrics)
    {
        var count = tags.ConstantCount;
        var done = 0;
        foreach (ref var tag in tags.Varying)
        {
            writer.WriteRaw(tags.Encoded[done..tag.Start]);
            done = tag.End;
            count += Encode(tag, tags.Encoded[tag.Start..tag.End], writer, metrics);
            tag.Value = null; // it may be large
        }

        writer.WriteRaw(tags.Encoded[done..]);
        return count;
    }

    private static int Encode(in VaryingTag tag, ReadOnlySpan<byte> key, MessagePackWriter writer, MetricsEncoder metrics)
    {
        if (tag.Form == TagForm.Plain && tag.Value is string text)
        {
            return TagWriter.Write(writer, key, text);
        }

        if (tag.Form == TagForm.Nameless)
        {
            return 0;
        }

        var count = DatadogTags.Write(writer, tag.Form, tag.Value, out var isWhole);
        if (isWhole)
        {
            return count;
        }

        if (TagText.TryGetNumber(tag.Value, out var number))
        {
            metrics.Add(key, number);
            return count;
        }

        return tag.Form == TagForm.Field ? count : count + TagWriter.WriteAny(writer, key, tag.Value);
    }

    private bool IsOwn(string service) =>
        (object)service == settings.ServiceName || string.Equals(service, settings.ServiceName, StringComparison.OrdinalIgnoreCase);

    private static int WriteTraceTags(MessagePackWriter writer, TraceChunk chunk)
    {
        var count = 0;
        foreach (var (key, value) in chunk.Trace.Tags.AsSpan())
        {
            count += TagWriter.Write(writer, key, value);
        }

        if (!chunk.Trace.IsKept)
        {
            count += TagWriter.Write(writer, PropagatedTags.DecisionMaker, chunk.Sampling?.DecisionMaker); // told to the agent, not to peers
        }

        if (chunk.TraceId.Upper == 0)
        {
            return count;
        }

        Span<byte> upper = stackalloc byte[Hex.Length64];
        Hex.Write(chunk.TraceId.Upper, upper);
        writer.WriteString(PropagatedTags.TraceIdUpper);
        writer.WriteUtf8(upper);
        return count + 1;
    }

    /// <summary>The status, and the last exception that the span noted.</summary>
    private static int WriteError(MessagePackWriter writer, Activity span)
    {
        var count = TagWriter.Write(writer, "error.message", span.StatusDescription);
        ActivityEvent last = default;
        foreach (ref readonly var happened in span.EnumerateEvents())
        {
            if (happened.Name == "exception")
            {
                last = happened;
            }
        }

        foreach (ref readonly var tag in last.EnumerateTagObjects())
        {
            var key = tag.Key switch
            {
                "exception.type" => "error.type",
                "exception.message" => "error.message",
                "exception.stacktrace" => "error.stack",
                var other => other,
            };
            count += TagWriter.Write(writer, key, TagText.Of(tag.Value));
        }

        return count;
    }

    /// <summary>Only a parent that W3C headers named has one: other headers are Datadog's own, and then the parent is the last span that it knows.</summary>
    private static string? LastParentId(Activity span) =>
        span.HasRemoteParent && DatadogMember.LastParentIdOf(span.TraceStateString) is { } id ? id.ToString("x16", CultureInfo.InvariantCulture) : null;
}
