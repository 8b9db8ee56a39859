using RabbitMQ.Client;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.RabbitMq;

/// <summary>A message's properties as a copy that may be written to, header table included.</summary>
internal static class PropertiesCopy
{
    /// <summary>Copies every property that AMQP has. The client's copy constructor alone would share the header table.</summary>
    /// <param name="properties">The caller's, of any type; stay as they are.</param>
    /// <param name="headers">The copy's table, with room for a context.</param>
    /// <returns>Null when the caller's cannot be read: then the client is to say what is wrong with them.</returns>
    internal static BasicProperties? TryMake<TProperties>(TProperties properties, out Dictionary<string, object?> headers)
        where TProperties : IReadOnlyBasicProperties
    {
        headers = [];
        try
        {
            var original = properties.Headers;
            headers.EnsureCapacity((original?.Count ?? 0) + ContextHeaders.All.Count);
            if (original is not null)
            {
                foreach (var (name, value) in original)
                {
                    headers[name] = value;
                }
            }

            return new BasicProperties(properties) { Headers = headers };
        }
#pragma warning disable CA1031 // The caller's own types, or a table that changes meanwhile: no reason for tracing to lose the message.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
