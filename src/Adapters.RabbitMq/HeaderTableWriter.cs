using Waybill.Core;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.RabbitMq;

/// <summary>Writes context into an AMQP header table, as <c>byte[]</c>, which is a long string on the wire.</summary>
/// <param name="headers">The table; the first header of a trace takes those of an earlier one out of it.</param>
internal struct HeaderTableWriter(TracedHeaders headers) : ICarrierWriter
{
    private bool hasTrace;

    /// <summary>Nobody but the client, which only reads them, gets this table's arrays.</summary>
    public static bool KeepsArrays => true;

    /// <summary>How many bytes names and values have; 0 as long as there was no context to write.</summary>
    internal int Bytes { get; private set; }

    public void Write(string name, ReadOnlySpan<byte> value) => WriteShared(name, value.ToArray());

    public void WriteShared(string name, byte[] value)
    {
        Bytes += name.Length + value.Length;
        if (!hasTrace && name != BaggageFormat.Header)
        {
            // Baggage alone is no trace: then the caller's own headers stay.
            hasTrace = true;
            headers.RemoveContext();
        }

        headers[name] = value;
    }
}
