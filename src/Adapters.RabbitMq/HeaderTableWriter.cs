using Waybill.Core;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.RabbitMq;

/// <summary>Writes context into an AMQP header table, as <c>byte[]</c>, which is a long string on the wire.</summary>
/// <param name="headers">The table; the first write takes every header of an earlier context out of it.</param>
internal struct HeaderTableWriter(Dictionary<string, object?> headers) : ICarrierWriter
{
    /// <summary>False as long as there was no context to write.</summary>
    internal bool HasWritten { get; private set; }

    public void Write(string name, ReadOnlySpan<byte> value)
    {
        if (!HasWritten)
        {
            HasWritten = true;
            RemoveEarlierContext();
        }

        headers[name] = value.ToArray();
    }

    private readonly void RemoveEarlierContext()
    {
        if (headers.Count > 0)
        {
            foreach (var name in ContextHeaders.All)
            {
                headers.Remove(name);
            }
        }
    }
}
