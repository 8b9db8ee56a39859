using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Waybill.Core.Export.Mapping;
using Waybill.Core.Messaging;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Encoders;

/// <summary>The map <c>meta</c> of a span: its tags that are text, and those of its service and trace. Tags that are numbers go to <c>metrics</c>.</summary>
/// <remarks>A key that comes twice counts with its last value, so what the span says itself stands last.</remarks>
internal sealed class MetaEncoder(TracerSettings settings)
{
    private const string Dots = "...";

    private readonly string runtimeId = Guid.NewGuid().ToString();
    private readonly string processTags = ProcessTags.Of(settings);
    private readonly ServiceBlock ownService = ServiceBlock.OfDefault(settings);
    private readonly ServiceBlock otherService = ServiceBlock.OfOther(settings);

    internal void Encode(
        in ActivityTags tags, string service, string? messagingSystem, TraceChunk chunk, ChunkPosition position, MessagePackWriter writer, MetricsEncoder metrics, EventsJson? events)
    {
        var span = tags.Activity;
        var map = writer.BeginMap();
        var block = IsOwn(service) ? ownService : otherService;
        writer.WriteRaw(block.Bytes);
        var count = block.Count;

        count += Write(writer, "_dd.origin", chunk.Trace.Origin);
        count += WriteKind(writer, span.Kind);
        var isKafka = messagingSystem == MessagingSystems.Kafka;
        var isSqs = messagingSystem == MessagingSystems.Sqs;
        var isRabbitMq = messagingSystem == MessagingSystems.RabbitMq;
        count += Write(writer, "component", isKafka ? MessagingSystems.Kafka : isSqs ? "aws-sdk" : isRabbitMq ? "RabbitMQ" : span.Source.Name);
        count += isSqs ? SqsTags.WriteService(writer) : 0;
        if (position.IsTopLevel)
        {
            count += Write(writer, "runtime-id", runtimeId);
        }

        if (position.IsLocalRoot)
        {
            count += Write(writer, "_dd.propagation_error", chunk.Trace.PropagationError);
            count += Write(writer, "_dd.parent_id", LastParentId(span));
            count += Write(writer, "_dd.hostname", settings.Hostname);
        }

        if (position.IsFirst)
        {
            count += WriteTraceTags(writer, chunk);
        }

        if (position.IsFirstOfPayload)
        {
            count += Write(writer, "_dd.tags.process", processTags);
        }

        // What the program says of its own span goes before what its exception says; a library's error.type is often but a code.
        var (hasFailed, isOwnSpan) = (span.Status == ActivityStatusCode.Error, OwnSpan.Is(span));
        if (hasFailed && isOwnSpan)
        {
            count += WriteError(writer, span);
        }

        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            if (tag.Key is null)
            {
                continue; // .NET lets it pass
            }

            count += isSqs ? SqsTags.Write(writer, tag) : 0;
            if (isKafka && KafkaTags.TryWrite(writer, tag))
            {
                count++;
            }
            else if (tag.Value is string text)
            {
                count += IsField(tag.Key) ? 0 : Write(writer, isRabbitMq && tag.Key == MessagingAttributes.ServerAddress ? "out.host" : tag.Key, text);
            }
            else if (TagText.TryGetNumber(tag.Value, out var number))
            {
                metrics.Add(tag.Key, number);
            }
            else
            {
                count += IsField(tag.Key) ? 0 : WriteAny(writer, tag.Key, tag.Value);
            }
        }

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

    /// <summary>Writes a tag, cut to the limits.</summary>
    /// <returns>How many tags that were: none when there is no text.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // so that what is not there costs a comparison
    internal static int Write(MessagePackWriter writer, string key, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return 0;
        }

        WriteText(writer, key, value);
        return 1;
    }

    internal static void WriteValue(MessagePackWriter writer, string value)
    {
        if (value.Length <= TextLimits.Value)
        {
            writer.WriteString(value);
            return;
        }

        writer.WriteString(string.Concat(TextLimits.Cut(value, TextLimits.Value - Dots.Length), Dots));
    }

    private static void WriteText(MessagePackWriter writer, string key, string value)
    {
        if (key.Length <= TextLimits.Key && value.Length <= TextLimits.Value)
        {
            writer.WritePair(key, value);
            return;
        }

        writer.WriteString(TextLimits.Cut(key, TextLimits.Key));
        WriteValue(writer, value);
    }

    private bool IsOwn(string service) =>
        (object)service == settings.ServiceName || string.Equals(service, settings.ServiceName, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is neither text nor a number: most such types write themselves as UTF-8, so that there is no string.</summary>
    private static int WriteAny(MessagePackWriter writer, string key, object? value)
    {
        Span<byte> room = stackalloc byte[64];
        if (value is not IUtf8SpanFormattable formattable || !formattable.TryFormat(room, out var length, default, CultureInfo.InvariantCulture))
        {
            return Write(writer, key, TagText.Of(value));
        }

        writer.WriteString(TextLimits.Cut(key, TextLimits.Key));
        writer.WriteUtf8(room[..length]);
        return 1;
    }

    private static int WriteTraceTags(MessagePackWriter writer, TraceChunk chunk)
    {
        var count = 0;
        foreach (var (key, value) in chunk.Trace.Tags.AsSpan())
        {
            count += Write(writer, key, value);
        }

        if (!chunk.Trace.IsKept)
        {
            count += Write(writer, PropagatedTags.DecisionMaker, chunk.Sampling?.DecisionMaker); // told to the agent, not to peers
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
        var count = Write(writer, "error.message", span.StatusDescription);
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
            count += Write(writer, key, TagText.Of(tag.Value));
        }

        return count;
    }

    /// <summary>Only a parent that W3C headers named has one: other headers are Datadog's own, and then the parent is the last span that it knows.</summary>
    private static string? LastParentId(Activity span) =>
        span.HasRemoteParent && DatadogMember.LastParentIdOf(span.TraceStateString) is { } id ? id.ToString("x16", CultureInfo.InvariantCulture) : null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // most keys are of another length
    private static bool IsField(string key) => key.Length is 9 or 12 or 13 or 14 && IsFieldName(key);

    private static bool IsFieldName(string key) =>
        key is SpanTags.OperationName or SpanTags.ResourceName or SpanTags.ServiceName or SpanTags.SpanType;

    private static int WriteKind(MessagePackWriter writer, ActivityKind kind)
    {
        if (kind == ActivityKind.Internal)
        {
            return 0;
        }

        writer.WriteKey("span.kind"u8);
        writer.WriteKey(kind switch
        {
            ActivityKind.Server => "server"u8,
            ActivityKind.Client => "client"u8,
            ActivityKind.Producer => "producer"u8,
            _ => "consumer"u8,
        });
        return 1;
    }
}
