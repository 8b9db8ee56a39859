using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>The map <c>meta</c> of a span: its tags that are text, and those of its service and trace.</summary>
/// <remarks>A key that comes twice counts with its last value, so what the span says itself stands last.</remarks>
internal sealed class MetaEncoder(TracerSettings settings)
{
    private const int MaxItems = 1000;

    private readonly string runtimeId = Guid.NewGuid().ToString();

    internal void Encode(Activity span, TraceChunk chunk, ChunkPosition position, MessagePackWriter writer)
    {
        var map = writer.BeginMap();
        var count = 0;

        foreach (var (key, value) in settings.GlobalTags)
        {
            Write(key, value);
        }

        Write("language", "dotnet");
        Write("env", settings.Environment);
        Write("version", settings.ServiceVersion);
        Write("_dd.origin", chunk.Trace.Origin);
        Write("span.kind", SpanKind(span.Kind));
        Write("component", DatadogNames.Component(span));
        if (position.IsLocalRoot)
        {
            Write("runtime-id", runtimeId);
            Write("_dd.propagation_error", chunk.Trace.PropagationError);
            Write("_dd.parent_id", LastParentId(span));
        }

        if (position.IsFirst)
        {
            foreach (var (key, value) in chunk.Trace.Tags.AsSpan())
            {
                Write(key, value);
            }

            Write(PropagatedTags.TraceIdUpper, chunk.TraceId.Upper == 0 ? null : chunk.TraceId.Upper.ToString("x16", CultureInfo.InvariantCulture));
        }

        WriteException(span);
        var isKafka = DatadogNames.IsKafka(span);
        foreach (ref readonly var own in span.EnumerateTagObjects())
        {
            var tag = DatadogNames.Tag(own, isKafka);
            if (!MetricsEncoder.IsNumber(tag.Value) && !IsField(tag.Key))
            {
                Write(tag.Key, Text(tag.Value));
            }
        }

        writer.EndMap(map, count);

        void Write(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                writer.WriteString(key);
                writer.WriteString(value);
                count++;
            }
        }

        void WriteException(Activity activity)
        {
            if (activity.Status != ActivityStatusCode.Error)
            {
                return;
            }

            Write("error.message", activity.StatusDescription);
            var exception = activity.Events.LastOrDefault(e => e.Name == "exception");
            foreach (var (key, value) in exception.Tags ?? [])
            {
                Write(key switch
                {
                    "exception.type" => "error.type",
                    "exception.message" => "error.message",
                    "exception.stacktrace" => "error.stack",
                    _ => key,
                }, Text(value));
            }
        }
    }

    /// <summary>Only a parent that W3C headers named has one: other headers are Datadog's own, and then the parent is the last span that it knows.</summary>
    private static string? LastParentId(Activity span) =>
        span.HasRemoteParent && DatadogMember.LastParentIdOf(span.TraceStateString) is { } id ? id.ToString("x16", CultureInfo.InvariantCulture) : null;

    private static bool IsField(string key) =>
        key is SpanTags.OperationName or SpanTags.ResourceName or SpanTags.ServiceName or SpanTags.SpanType;

    /// <summary>A collection is written one level deep and to a limit: it may hold itself, or have no end.</summary>
    private static string? Text(object? value) => value is IEnumerable items and not string
        ? string.Join(',', items.Cast<object?>().Take(MaxItems).Select(ScalarText))
        : ScalarText(value);

    private static string? ScalarText(object? value) => value is bool flag
        ? flag ? "true" : "false"
        : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static string? SpanKind(ActivityKind kind) => kind switch
    {
        ActivityKind.Server => "server",
        ActivityKind.Client => "client",
        ActivityKind.Producer => "producer",
        ActivityKind.Consumer => "consumer",
        _ => null,
    };
}
