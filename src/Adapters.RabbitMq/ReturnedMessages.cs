using System.Buffers.Binary;
using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Waybill.Adapters.RabbitMq;

/// <summary>Why the broker gave messages back. The client's exception does not tell; its event, which comes before it, does.</summary>
internal sealed class ReturnedMessages
{
    /// <summary>The header that the client numbers messages with when it tracks confirmations.</summary>
    private const string SequenceNumberHeader = "x-dotnet-pub-seq-no";

    /// <summary>Each is taken by its publish at once, unless that was cancelled before.</summary>
    private const int MaxKept = 1000;

    private readonly ConcurrentDictionary<ulong, BrokerReply> replies = new();
    private int isListening;

    /// <summary>Begins to listen, once, at the first message that can be given back.</summary>
    internal void Listen(IChannel channel)
    {
        if (Volatile.Read(ref isListening) == 0 && Interlocked.Exchange(ref isListening, 1) == 0)
        {
            try
            {
                channel.BasicReturnAsync += OnReturnAsync;
            }
#pragma warning disable CA1031 // A channel that is disposed: the publish itself will say so.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }

    /// <summary>The reply to the message whose publish failed so; null when there is none.</summary>
    internal BrokerReply? Take(Exception exception) =>
        exception is PublishException { IsReturn: true } returned && replies.TryRemove(returned.PublishSequenceNumber, out var reply)
            ? reply
            : null;

    private Task OnReturnAsync(object channel, BasicReturnEventArgs returned)
    {
        if (NumberOf(returned.BasicProperties) is { } number)
        {
            if (replies.Count >= MaxKept)
            {
                replies.Clear();
            }

            replies[number] = new BrokerReply(returned.ReplyCode, returned.ReplyText);
        }

        return Task.CompletedTask;
    }

    private static ulong? NumberOf(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue(SequenceNumberHeader, out var value)
            ? value switch
            {
                long number => (ulong)number,
                byte[] { Length: sizeof(ulong) } bytes => BinaryPrimitives.ReadUInt64BigEndian(bytes),
                _ => null,
            }
            : null;
}
