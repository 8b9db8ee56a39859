using System.Diagnostics;
using System.Text;
using Amazon.SQS.Model;
using Waybill.Core;
using Waybill.Core.Messaging;
using Waybill.Core.Propagation;

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
    /// <param name="span">The span.</param>
    /// <param name="attributes">The message's.</param>
    /// <param name="subject">What is sent, for the <see cref="ContextLog"/>.</param>
    internal static MessageAttributeValue? Write(Activity? span, Dictionary<string, MessageAttributeValue>? attributes = null, string? subject = null) =>
        ContextJson.Write(span, Reader(attributes?.GetValueOrDefault(Name)) ?? Reader(HeaderAttributes.ToJson(attributes)), subject) is { } json ? Of(json) : null;

    /// <summary>The context in a message's attributes: in <c>_datadog</c>, else in those of OpenTelemetry.</summary>
    /// <param name="attributes">The message's.</param>
    /// <param name="subject">What was received, for the <see cref="ContextLog"/>; null says nothing.</param>
    internal static SpanContext? Read(Dictionary<string, MessageAttributeValue>? attributes, string? subject = null) =>
        Read(Reader(attributes?.GetValueOrDefault(Name)), subject) ?? Read(Reader(HeaderAttributes.ToJson(attributes)), subject);

    /// <summary>Of an attribute that is String, or Binary, which is how SNS with raw delivery passes it on; null when it holds no JSON object.</summary>
    internal static ContextJsonReader? Reader(MessageAttributeValue? context) => Reader(Json(context));

    /// <summary>A String.</summary>
    internal static MessageAttributeValue Of(ReadOnlySpan<byte> text) => new() { DataType = StringType, StringValue = Encoding.UTF8.GetString(text) };

    private static ContextJsonReader? Reader(byte[]? json) =>
        json is not null && ContextJsonReader.TryCreate(json, out var reader) ? reader : null;

    private static SpanContext? Read(ContextJsonReader? reader, string? subject) =>
        reader is { } carrier ? SpanContextExtractor.Default.Extract(ref carrier, subject) : null;

    private static byte[]? Json(MessageAttributeValue? value) => value switch
    {
        { StringValue: { } text } => text.Length <= ContextJsonReader.MaxLength ? Encoding.UTF8.GetBytes(text) : null,
        { BinaryValue: { CanSeek: true } bytes } => bytes.Length <= ContextJsonReader.MaxLength ? bytes.ToArray() : null,
        _ => null,
    };
}
