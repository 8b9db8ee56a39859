using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Waybill.LocalAgent.Api;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Storage;

/// <summary>
/// Turns decoded spans into what is kept. A span as objects takes several times the memory of its JSON, and most spans are
/// never looked at. One packer serves one payload; it is not thread-safe.
/// </summary>
internal sealed class SpanPacker(TextPool texts) : IDisposable
{
    /// <summary>The tag with the upper 64 bits of the trace id, 16 hex digits.</summary>
    private const string UpperHalfTag = "_dd.p.tid";

    private readonly ArrayBufferWriter<byte> buffer = new();
    private Utf8JsonWriter? writer;

    public StoredSpan Pack(TraceSpan span)
    {
        buffer.ResetWrittenCount();
        writer ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = AgentJson.Text, SkipValidation = true });
        writer.Reset(buffer);
        JsonSerializer.Serialize(writer, span, AgentJson.Default.TraceSpan);
        writer.Flush();
        return new StoredSpan
        {
            TraceId = span.TraceId,
            TraceIdUpperHalf = UpperHalf(span),
            SpanId = span.SpanId,
            ParentId = span.ParentId,
            Start = span.Start,
            Duration = Math.Max(0, span.Duration),
            IsFailed = span.Error != 0,
            Service = texts.Share(span.Service),
            Name = texts.Share(span.Name),
            Resource = texts.Share(span.Resource),
            Message = MessageReading.Of(span, texts),
            Json = buffer.WrittenSpan.ToArray(),
        };
    }

    public void Dispose() => writer?.Dispose();

    private static ulong UpperHalf(TraceSpan span) =>
        span.Meta.TryGetValue(UpperHalfTag, out string? digits)
        && digits.Length == 16
        && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong upper) ? upper : 0;
}
