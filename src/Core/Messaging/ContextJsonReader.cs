using System.Text.Json;
using System.Text.Unicode;
using Waybill.Core.Propagation;

namespace Waybill.Core.Messaging;

/// <summary>
/// Reads headers from a JSON object that anybody may have written: the strings of its top level count, of a name that comes twice the first;
/// all else is passed over.
/// </summary>
internal readonly struct ContextJsonReader : ICarrierReader
{
    /// <summary>Room for the longest headers with every character escaped.</summary>
    internal const int MaxLength = 4 * CarrierText.MaxLength;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 8 };

    private readonly byte[] json;

    private ContextJsonReader(byte[] json) => this.json = json;

    /// <summary>False when the text is too long, or is not a JSON object from its first to its last byte.</summary>
    internal static bool TryCreate(byte[] json, out ContextJsonReader carrier)
    {
        carrier = new ContextJsonReader(json);
        if (json.Length > MaxLength || !Utf8.IsValid(json))
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
            var isWanted = IsNamed(in reader, name);
            _ = reader.Read();
            if (isWanted && reader.TokenType == JsonTokenType.String)
            {
                return TryUnescape(in reader, scratch, out value);
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>Writes the first string of that name, if there is one.</summary>
    internal void Copy(string name, Utf8JsonWriter destination)
    {
        if (TryRead(name, 0, stackalloc byte[CarrierText.ScratchLength], out var value))
        {
            destination.WriteString(name, value);
        }
    }

    /// <summary>Writes every string but those of these names; of names that come twice the first.</summary>
    internal void CopyAllBut(ReadOnlySpan<string> names, Utf8JsonWriter destination)
    {
        HashSet<string> copied = [.. names];
        Utf8JsonReader reader = new(json, Options);
        _ = reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            try
            {
                var member = reader.GetString()!;
                _ = reader.Read();
                if (reader.TokenType == JsonTokenType.String && !copied.Contains(member))
                {
                    destination.WriteString(member, reader.GetString());
                    copied.Add(member);
                }
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair, in the name or in the value.
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    _ = reader.Read();
                }
            }

            reader.Skip();
        }
    }

    private static bool IsNamed(scoped in Utf8JsonReader reader, string name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false; // half of a surrogate pair
        }
    }

    private static bool TryUnescape(scoped in Utf8JsonReader reader, Span<byte> scratch, out ReadOnlySpan<byte> value)
    {
        value = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return true;
        }

        var unescaped = value.Length <= scratch.Length ? scratch : new byte[value.Length];
        try
        {
            value = unescaped[..reader.CopyString(unescaped)];
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // half of a surrogate pair
        }
    }
}
