using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Encoders;

/// <summary>The map <c>metrics</c> of a span: its tags that are numbers, and the marks by which Datadog counts.</summary>
/// <remarks>The numbers come first, while <c>meta</c> is written, and are kept until then: so the tags are gone through once.</remarks>
internal sealed class MetricsEncoder
{
    private readonly MessagePackWriter numbers = new();
    private int count;

    /// <summary>Begins the next span.</summary>
    internal void Begin()
    {
        numbers.Truncate(0);
        count = 0;
    }

    /// <param name="key">The name, encoded.</param>
    /// <param name="value">The number.</param>
    internal void Add(ReadOnlySpan<byte> key, double value)
    {
        numbers.WriteRaw(key);
        numbers.WriteDouble(value);
        count++;
    }

    /// <summary>Writes the map. What the span says itself stands last, and so counts if a key comes twice.</summary>
    internal void Encode(bool isMeasured, TraceChunk chunk, ChunkPosition position, MessagePackWriter writer)
    {
        var map = writer.BeginMap();
        var marks = 0;
        if (position.HasPriority && chunk.Trace.SamplingPriority is { } priority)
        {
            writer.WritePair("_sampling_priority_v1"u8, (double)priority);
            marks++;
        }

        if (position.IsTopLevel)
        {
            writer.WritePair("_dd.top_level"u8, 1.0);
            marks++;
        }

        if (position.IsLocalRoot)
        {
            writer.WritePair("process_id"u8, (double)Environment.ProcessId);
            marks++;
            marks += EncodeSampling(chunk, writer);
        }

        if (isMeasured)
        {
            writer.WritePair("_dd.measured"u8, 1.0);
            marks++;
        }

        writer.WriteRaw(numbers.Written);
        writer.End(map, marks + count);
    }

    private static int EncodeSampling(TraceChunk chunk, MessagePackWriter writer)
    {
        var count = 0;
        if (chunk.Sampling is { Rate: { } rate } sampling)
        {
            writer.WriteString(sampling.RateTag);
            writer.WriteDouble(rate);
            count++;
        }

        if (chunk.Sampling?.LimitRate is { } limitRate)
        {
            writer.WritePair("_dd.limit_psr"u8, limitRate);
            count++;
        }

        return count;
    }
}
