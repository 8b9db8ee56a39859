using System.Buffers;
using System.Text.Json;

namespace Waybill.Core.Messaging;

/// <summary>Puts the context into a JSON object as its last member <c>_datadog</c>, in place of one that is there.</summary>
internal static class EmbeddedContext
{
    /// <summary>The object with the context; its other members stay as they are, to the byte.</summary>
    /// <returns>Null when the text is not one JSON object from its first to its last byte.</returns>
    internal static byte[]? SetIn(ReadOnlySpan<byte> json, ReadOnlySpan<byte> context)
    {
        try
        {
            Utf8JsonReader reader = new(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            ArrayBufferWriter<byte> bytes = new(json.Length + context.Length + ContextJson.Name.Length + 8);
            bytes.Write("{"u8);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var begin = (int)reader.TokenStartIndex;
                var isEarlier = JsonMembers.IsNamed(in reader, ContextJson.NameBytes);
                _ = reader.Read();
                reader.Skip();
                if (!isEarlier)
                {
                    bytes.Write(json[begin..(int)reader.BytesConsumed]);
                    bytes.Write(","u8);
                }
            }

            _ = reader.Read(); // throws when something stands behind the object
            bytes.Write("\"_datadog\":"u8);
            bytes.Write(context);
            bytes.Write("}"u8);
            return bytes.WrittenSpan.ToArray();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
