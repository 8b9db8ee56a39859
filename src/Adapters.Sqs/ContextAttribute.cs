using System.Diagnostics;
using System.Text;
using Amazon.SQS.Model;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Sqs;

/// <summary>The message attribute that carries the context: all headers in one, as a flat JSON object of strings, as Datadog's tracers do it.</summary>
internal static class ContextAttribute
{
    internal const string Name = ContextJson.Name;

    private const string StringType = "String";

    /// <summary>
    /// The context of the span or, when nobody listens, of whatever the message is sent from; null when there is none. What else the message carries
    /// and the context does not replace, as its baggage, is kept.
    /// </summary>
    internal static MessageAttributeValue? Write(Activity? span, Dictionary<string, MessageAttributeValue>? attributes = null) =>
        ContextJson.Write(span, Reader(attributes)) is { } json
            ? new MessageAttributeValue { DataType = StringType, StringValue = Encoding.ASCII.GetString(json) }
            : null;

    /// <summary>The context in a message's attributes: as String, or as Binary, which is how SNS with raw delivery passes it on.</summary>
    internal static SpanContext? Read(Dictionary<string, MessageAttributeValue>? attributes) =>
        Reader(attributes) is { } reader ? SpanContextExtractor.Default.Extract(ref reader) : null;

    private static ContextJsonReader? Reader(Dictionary<string, MessageAttributeValue>? attributes) =>
        attributes is not null && attributes.TryGetValue(Name, out var value) && Json(value) is { } json
        && ContextJsonReader.TryCreate(json, out var reader)
            ? reader
            : null;

    private static byte[]? Json(MessageAttributeValue? value) => value switch
    {
        { StringValue: { } text } => text.Length <= ContextJsonReader.MaxLength ? Encoding.UTF8.GetBytes(text) : null,
        { BinaryValue: { CanSeek: true } bytes } => bytes.Length <= ContextJsonReader.MaxLength ? bytes.ToArray() : null,
        _ => null,
    };
}
