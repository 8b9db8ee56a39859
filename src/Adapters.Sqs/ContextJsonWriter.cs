using System.Text.Json;
using Waybill.Core;

namespace Waybill.Adapters.Sqs;

/// <summary>Writes headers into a flat JSON object. What is not plain ASCII is escaped: an attribute may not hold every character.</summary>
/// <param name="json">Takes the object; its end is the owner's to write.</param>
internal readonly struct ContextJsonWriter(Utf8JsonWriter json) : ICarrierWriter
{
    public void Write(string name, ReadOnlySpan<byte> value)
    {
        if (json.CurrentDepth == 0)
        {
            json.WriteStartObject();
        }

        json.WriteString(name, value);
    }
}
