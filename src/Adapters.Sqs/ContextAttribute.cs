using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Amazon.SQS.Model;
using Waybill.Core;
using Waybill.Core.Messaging;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Sqs;

/// <summary>
/// The message attribute that carries the context: all headers in one, as a flat JSON object of strings, as Datadog's tracers do it.
/// </summary>
internal static class ContextAttribute
{
    internal const string Name = "_datadog";

    private const string StringType = "String";
    private const int UsualLength = 512;

    /// <summary>The context of the send span or, when nobody listens, of whatever the message is sent from; null when there is none.</summary>
    internal static MessageAttributeValue? Write(Activity? send)
    {
        if (send is null && Activity.Current is null && AmbientContext.Current is null)
        {
            return null;
        }

        ArrayBufferWriter<byte> bytes = new(UsualLength);
        using Utf8JsonWriter json = new(bytes);
        ContextJsonWriter carrier = new(json);
        SendSpan.Inject(send, ref carrier);
        if (json.CurrentDepth == 0)
        {
            return null;
        }

        json.WriteEndObject();
        json.Flush();
        return new MessageAttributeValue { DataType = StringType, StringValue = Encoding.ASCII.GetString(bytes.WrittenSpan) };
    }

    /// <summary>The context in a message's attributes: as String, or as Binary, which is how SNS with raw delivery passes it on.</summary>
    internal static SpanContext? Read(Dictionary<string, MessageAttributeValue>? attributes)
    {
        if (attributes is null || !attributes.TryGetValue(Name, out var value) || Json(value) is not { } json
            || !ContextJsonReader.TryCreate(json, out var reader))
        {
            return null;
        }

        return SpanContextExtractor.Default.Extract(ref reader);
    }

    private static byte[]? Json(MessageAttributeValue? value) => value switch
    {
        { StringValue: { } text } => text.Length <= ContextJsonReader.MaxLength ? Encoding.UTF8.GetBytes(text) : null,
        { BinaryValue: { CanSeek: true } bytes } => bytes.Length <= ContextJsonReader.MaxLength ? bytes.ToArray() : null,
        _ => null,
    };
}
