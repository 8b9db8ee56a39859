using System.Text.Json;

namespace Waybill.Core.Messaging;

/// <summary>Finds the context in what another service of AWS wraps around a message. Anybody may have written it: nothing here throws.</summary>
internal static class ContextEnvelope
{
    private const string Notification = MessagingSystems.Sns + " notification";

    /// <summary>
    /// SNS's notification: <c>{"Type":"Notification","Message":"…","MessageAttributes":{"_datadog":{"Type":"Binary","Value":"base64"}}}</c>.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html</remarks>
    internal static SpanContext? ReadNotification(ReadOnlySpan<byte> json)
    {
        try
        {
            var type = Begin(json);
            if (!JsonMembers.MoveTo(ref type, "Type"u8) || type.TokenType != JsonTokenType.String || !type.ValueTextEquals("Notification"u8))
            {
                return null;
            }

            var attribute = Begin(json);
            if (!JsonMembers.MoveTo(ref attribute, "MessageAttributes"u8) || !JsonMembers.MoveTo(ref attribute, ContextJson.NameBytes))
            {
                return null;
            }

            var value = attribute;
            if (!JsonMembers.MoveTo(ref value, "Value"u8) || value.TokenType != JsonTokenType.String
                || value.ValueSpan.Length > 2 * ContextJsonReader.MaxLength)
            {
                return null;
            }

            // Datadog's tracers write Binary; what says String is the text itself.
            return value.TryGetBytesFromBase64(out var bytes) ? ContextJson.Read(bytes, Notification) : ContextJson.Read(Unescaped(in value), Notification);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or half of a surrogate pair
        }
    }

    /// <summary>An event of EventBridge: <c>{"detail-type":"…","source":"…","detail":{…,"_datadog":{…}}}</c>.</summary>
    internal static SpanContext? ReadEvent(ReadOnlySpan<byte> json)
    {
        try
        {
            var detail = Begin(json);
            return JsonMembers.MoveTo(ref detail, "detail"u8) ? ReadMember(json, ref detail, MessagingSystems.EventBridge + " event") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An object that has the context as one of its own members, as records of Kinesis do.</summary>
    internal static SpanContext? ReadObject(ReadOnlySpan<byte> json) =>
        ReaderOfObject(json) is { } reader ? SpanContextExtractor.Default.Extract(ref reader, MessagingSystems.Kinesis + " record") : null;

    /// <summary>The headers of its context; null when it has none that can be read.</summary>
    internal static ContextJsonReader? ReaderOfObject(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = Begin(json);
            return FindMember(json, ref reader) is { } context && ContextJsonReader.TryCreate(context, out var carrier) ? carrier : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Utf8JsonReader Begin(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        _ = reader.Read();
        return reader;
    }

    private static SpanContext? ReadMember(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, string subject) =>
        FindMember(json, ref reader) is { } context ? ContextJson.Read(context, subject) : null;

    private static byte[]? FindMember(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        if (!JsonMembers.MoveTo(ref reader, ContextJson.NameBytes) || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var begin = (int)reader.TokenStartIndex;
        reader.Skip();
        var length = (int)reader.BytesConsumed - begin;
        return length <= ContextJsonReader.MaxLength ? json.Slice(begin, length).ToArray() : null;
    }

    private static byte[] Unescaped(scoped in Utf8JsonReader value)
    {
        var bytes = new byte[value.ValueSpan.Length];
        return bytes[..value.CopyString(bytes)];
    }
}
