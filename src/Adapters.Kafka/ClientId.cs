using Confluent.Kafka;

namespace Waybill.Adapters.Kafka;

/// <summary>What a client calls itself: <c>client.id</c> and a number.</summary>
internal static class ClientId
{
    /// <returns>Null when the client does not say, because it is closed or no client at all.</returns>
    internal static string? Of(IClient client)
    {
        try
        {
            return client.Name;
        }
#pragma warning disable CA1031 // A tag is not worth a message.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
