using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq;

/// <summary>A message's properties as a copy that may be written to, header table included.</summary>
internal static class PropertiesCopy
{
    /// <summary>Copies every property that AMQP has. The client's copy constructor alone would share the header table.</summary>
    /// <param name="properties">The caller's, of any type; stay as they are.</param>
    /// <param name="headers">The copy's table.</param>
    /// <returns>Null when the caller's cannot be read: then the client is to say what is wrong with them.</returns>
    internal static BasicProperties? TryMake<TProperties>(TProperties properties, out TracedHeaders headers)
        where TProperties : IReadOnlyBasicProperties
    {
        headers = [];
        try
        {
            if (properties.Headers is { } original)
            {
                headers.CopyFrom(original);
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
