using System.Text.Json;

namespace Waybill.Core.Messaging;

/// <summary>Goes through a JSON object from somewhere else, member by member and without recursion.</summary>
internal static class JsonMembers
{
    /// <summary>Moves a reader from the begin of an object to the value of its first member of that name.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    internal static bool MoveTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = IsNamed(in reader, name);
            _ = reader.Read();
            if (isWanted)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    internal static bool IsNamed(scoped in Utf8JsonReader reader, ReadOnlySpan<byte> name)
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
}
