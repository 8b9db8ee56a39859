using System.Buffers;
using System.Text.Json;
using Amazon.SQS.Model;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.Sqs;

/// <summary>The message attributes in which OpenTelemetry carries a context: a String for each header of W3C's formats.</summary>
/// <remarks>
/// Without <c>traceparent</c> there is none: <c>baggage</c> alone may be anything of the program's own.
/// https://www.w3.org/TR/trace-context/, https://www.w3.org/TR/baggage/
/// </remarks>
internal static class HeaderAttributes
{
    internal static readonly string[] Names = [TraceParent, "tracestate", BaggageFormat.Header];

    private const string TraceParent = "traceparent";

    /// <summary>The headers as one JSON object, so that what reads and writes <c>_datadog</c> does it with them too.</summary>
    internal static byte[]? ToJson(Dictionary<string, MessageAttributeValue>? attributes)
    {
        if (!AreIn(attributes))
        {
            return null;
        }

        Span<byte> scratch = stackalloc byte[CarrierText.ScratchLength];
        ArrayBufferWriter<byte> bytes = new(CarrierText.ScratchLength);
        using Utf8JsonWriter json = new(bytes);
        json.WriteStartObject();
        foreach (var name in Names)
        {
            if (attributes!.TryGetValue(name, out var value) && CarrierText.TryGetBytes(value?.StringValue, scratch, out var header))
            {
                json.WriteString(name, header);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Makes them say what the new context says, so that both kinds of consumer go on from the same span. Adds no attribute.</summary>
    /// <param name="attributes">A copy of the caller's. A header that the new context lacks is taken out.</param>
    /// <param name="context">The new <c>_datadog</c>.</param>
    /// <returns>By how many bytes the message grows.</returns>
    internal static long Renew(Dictionary<string, MessageAttributeValue> attributes, MessageAttributeValue context)
    {
        if (!AreIn(attributes))
        {
            return 0;
        }

        Span<byte> scratch = stackalloc byte[CarrierText.ScratchLength];
        var json = ContextAttribute.Reader(context);
        var growth = 0L;
        foreach (var name in Names)
        {
            if (!attributes.Remove(name, out var earlier))
            {
                continue;
            }

            growth -= MessageSize.OfAttribute(name, earlier);
            if (json?.TryRead(name, 0, scratch, out var header) == true)
            {
                attributes[name] = ContextAttribute.Of(header);
                growth += MessageSize.OfAttribute(name, attributes[name]);
            }
        }

        return growth;
    }

    private static bool AreIn(Dictionary<string, MessageAttributeValue>? attributes) =>
        attributes is not null && attributes.TryGetValue(TraceParent, out var value) && value?.StringValue is not null;
}
