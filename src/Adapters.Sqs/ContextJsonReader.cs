using System.Text.Json;
using System.Text.Unicode;
using Waybill.Core;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.Sqs;

/// <summary>
/// Reads headers from a JSON object that anybody may have written: the strings of its top level count, of a name that comes twice the first;
/// all else is passed over.
/// </summary>
internal readonly struct ContextJsonReader : ICarrierReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 8 };

    private readonly byte[] json;

    private ContextJsonReader(byte[] json) => this.json = json;

    /// <summary>False when the text is too long, or is not a JSON object from its first to its last byte.</summary>
    internal static bool TryCreate(byte[] json, out ContextJsonReader carrier)
    {
        carrier = new ContextJsonReader(json);
        if (json.Length > CarrierText.MaxLength || !Utf8.IsValid(json))
        {
            return false;
        }

        Utf8JsonReader reader = new(json, Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
    {
        value = default;
        Utf8JsonReader reader = new(json, Options);
        _ = reader.Read();
        while (index == 0 && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(name);
            _ = reader.Read();
            if (isWanted && reader.TokenType == JsonTokenType.String)
            {
                return TryUnescape(in reader, scratch, out value);
            }

            reader.Skip();
        }

        return false;
    }

    private bool TryUnescape(ref readonly Utf8JsonReader reader, Span<byte> scratch, out ReadOnlySpan<byte> value)
    {
        if (!reader.ValueIsEscaped)
        {
            // A slice of the array: reader.ValueSpan is the same but may not leave this method.
            value = json.AsSpan((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            return true;
        }

        var unescaped = reader.ValueSpan.Length <= scratch.Length ? scratch : new byte[reader.ValueSpan.Length];
        try
        {
            value = unescaped[..reader.CopyString(unescaped)];
            return true;
        }
        catch (InvalidOperationException)
        {
            value = default; // half of a surrogate pair
            return false;
        }
    }
}
