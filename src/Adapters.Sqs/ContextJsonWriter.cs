using System.Buffers;
using System.Text;
using System.Text.Json;
using Waybill.Core;

namespace Waybill.Adapters.Sqs;

/// <summary>Writes headers into a flat JSON object. What is not plain ASCII is escaped: an attribute may not hold every character.</summary>
internal struct ContextJsonWriter : ICarrierWriter
{
    private const int UsualLength = 512;

    private ArrayBufferWriter<byte>? bytes;
    private Utf8JsonWriter? json;

    public void Write(string name, ReadOnlySpan<byte> value)
    {
        if (json is null)
        {
            bytes = new ArrayBufferWriter<byte>(UsualLength);
            json = new Utf8JsonWriter(bytes);
            json.WriteStartObject();
        }

        json.WriteString(name, value);
    }

    /// <summary>Ends the object. Null when nothing was written.</summary>
    internal readonly string? TakeText()
    {
        if (json is null)
        {
            return null;
        }

        json.WriteEndObject();
        json.Dispose();
        return Encoding.ASCII.GetString(bytes!.WrittenSpan);
    }
}
