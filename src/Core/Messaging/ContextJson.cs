using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Waybill.Core.Propagation;

namespace Waybill.Core.Messaging;

/// <summary>
/// A context as one flat JSON object of all headers, named <c>_datadog</c> wherever it lies: how Datadog's tracers carry it through AWS.
/// </summary>
internal static class ContextJson
{
    internal const string Name = "_datadog";

    private const int UsualLength = 512;

    internal static ReadOnlySpan<byte> NameBytes => "_datadog"u8;

    /// <summary>The context of the span or, when nobody listens, of whatever the message is sent from; null when there is none.</summary>
    /// <param name="span">The span.</param>
    /// <param name="earlier">
    /// What the message carries already: its baggage stays when there is none to write, and its trace when there is nothing but baggage.
    /// </param>
    /// <param name="subject">What is sent, for the <see cref="ContextLog"/>.</param>
    /// <param name="renewed">What of it does not stay, beside a baggage that is written anew.</param>
    internal static byte[]? Write(Activity? span, ContextJsonReader? earlier = null, string? subject = null, params ReadOnlySpan<string> renewed) =>
        Write(span, out _, earlier, subject, renewed);

    /// <param name="span">The span.</param>
    /// <param name="hasTrace">False when there is nothing but baggage.</param>
    /// <param name="earlier">What the message carries already.</param>
    /// <param name="subject">What is sent, for the <see cref="ContextLog"/>.</param>
    /// <param name="renewed">What of it does not stay.</param>
    internal static byte[]? Write(Activity? span, out bool hasTrace, ContextJsonReader? earlier = null, string? subject = null, params ReadOnlySpan<string> renewed)
    {
        hasTrace = false;
        if (span is null && Activity.Current is null && Tracing.AmbientContext.Current is null && Baggage.Current.Count == 0 && ContextLog.Current is null)
        {
            return null;
        }

        ArrayBufferWriter<byte> bytes = new(UsualLength);
        using Utf8JsonWriter json = new(bytes);
        ContextJsonWriter carrier = new(json);
        SendSpan.Inject(span, ref carrier, subject);
        if (json.CurrentDepth == 0)
        {
            return null;
        }

        hasTrace = carrier.HasTrace;
        if (!hasTrace)
        {
            earlier?.CopyAllBut([BaggageFormat.Header, .. renewed], json);
        }
        else if (!carrier.HasBaggage)
        {
            earlier?.Copy(BaggageFormat.Header, json);
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Null when it is no such object, or has no context. Never throws.</summary>
    /// <param name="json">The object.</param>
    /// <param name="subject">Where it came from, for the <see cref="ContextLog"/>.</param>
    internal static SpanContext? Read(byte[] json, string subject)
    {
        if (ContextJsonReader.TryCreate(json, out var reader))
        {
            return SpanContextExtractor.Default.Extract(ref reader, subject);
        }

        ContextLog.Current?.Tell("extract", subject, $"no context: {Name} is no JSON object");
        return null;
    }
}
