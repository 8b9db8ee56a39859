using System.Diagnostics;
using System.Globalization;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>The map <c>metrics</c> of a span: its tags that are numbers, and the marks by which Datadog counts.</summary>
internal static class MetricsEncoder
{
    internal static bool IsNumber(object? value) => value is int or long or double or float or uint or ulong or short or ushort or byte or sbyte or decimal;

    internal static void Encode(Activity span, TraceChunk chunk, ChunkPosition position, MessagePackWriter writer)
    {
        var map = writer.BeginMap();
        var count = 0;

        if (position.IsOrphan && chunk.Trace.SamplingPriority is { } priority)
        {
            Write("_sampling_priority_v1", priority);
        }

        if (position.IsLocalRoot)
        {
            Write("_dd.top_level", 1);
            Write("process_id", Environment.ProcessId);
        }

        if (span.GetTagItem(MessagingAttributes.System) is not null)
        {
            Write("_dd.measured", 1);
        }

        var isKafka = DatadogNames.IsKafka(span);
        foreach (ref readonly var own in span.EnumerateTagObjects())
        {
            var tag = DatadogNames.Tag(own, isKafka);
            if (IsNumber(tag.Value))
            {
                Write(tag.Key, Convert.ToDouble(tag.Value, CultureInfo.InvariantCulture));
            }
        }

        writer.EndMap(map, count);

        void Write(string key, double value)
        {
            writer.WriteString(key);
            writer.WriteDouble(value);
            count++;
        }
    }
}
