using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq;

/// <summary>The AMQP frame that a message's properties must fit in, headers included: a larger one ends the connection.</summary>
/// <remarks>AMQP 0-9-1, 4.2.3 and 4.2.6.1: unlike the body, the content header is not split into frames.</remarks>
internal static class HeaderFrame
{
    /// <summary>RabbitMQ's <c>frame_max</c> when nobody configured another, in bytes.</summary>
    internal const uint DefaultMaxSize = 131_072;

    // Frame: type 1, channel 2, size 4, end 1. Content header: class 2, weight 2, body size 8.
    private const int Envelope = 20;

    // What the client adds itself when it tracks confirmations: x-dotnet-pub-seq-no with its length and a 64-bit value.
    private const int SequenceNumberHeader = 29;

    // Thirteen short strings and numbers, each of at most 255 bytes and its length.
    private const int OtherProperties = 14 * 256;

    /// <summary>The same for properties that had no headers before, without counting each: false only says that they must be counted.</summary>
    /// <param name="contextBytes">What was written into the header table.</param>
    /// <param name="maxSize">The connection's <c>frame_max</c> in bytes; 0 is no limit.</param>
    internal static bool SurelyFits(int contextBytes, uint maxSize) =>
        maxSize == 0 || contextBytes + OtherProperties + Envelope + SequenceNumberHeader <= maxSize / 2;

    /// <summary>Whether the properties can be sent.</summary>
    /// <param name="properties">The properties.</param>
    /// <param name="maxSize">The connection's <c>frame_max</c> in bytes; 0 is no limit.</param>
    /// <returns>False also when a header is of a type that AMQP does not have: then the client is to say so.</returns>
    internal static bool Fits(BasicProperties properties, uint maxSize)
    {
        try
        {
            return maxSize == 0 || ((IAmqpWriteable)properties).GetRequiredBufferSize() + Envelope + SequenceNumberHeader <= maxSize;
        }
#pragma warning disable CA1031 // The caller's own headers: the client throws the same when it is to send them.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
