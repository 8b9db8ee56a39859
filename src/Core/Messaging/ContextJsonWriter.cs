using System.Text.Json;
using Waybill.Core.Propagation;

namespace Waybill.Core.Messaging;

/// <summary>Writes headers into a flat JSON object. What is not plain ASCII is escaped: an attribute may not hold every character.</summary>
/// <param name="json">Takes the object; its end is the owner's to write.</param>
internal struct ContextJsonWriter(Utf8JsonWriter json) : ICarrierWriter
{
    /// <summary>Baggage is among the headers.</summary>
    internal bool HasBaggage { get; private set; }

    /// <summary>A header other than baggage is there.</summary>
    internal bool HasTrace { get; private set; }

    public void Write(string name, ReadOnlySpan<byte> value)
    {
        if (json.CurrentDepth == 0)
        {
            json.WriteStartObject();
        }

        if (name == BaggageFormat.Header)
        {
            HasBaggage = true;
        }
        else
        {
            HasTrace = true;
        }

        json.WriteString(name, value);
    }
}
