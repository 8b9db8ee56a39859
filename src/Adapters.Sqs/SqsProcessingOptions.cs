using Waybill.Core;

namespace Waybill.Adapters.Sqs;

/// <summary>How the messages of one response are processed.</summary>
public sealed class SqsProcessingOptions
{
    internal static readonly SqsProcessingOptions Default = new();

    /// <summary>
    /// The queue that the messages were received from. Null, the default, takes it from the client with tracing that received them; messages of another
    /// client need it.
    /// </summary>
    public string? QueueUrl { get; init; }

    /// <summary>
    /// How many messages are processed at once; 1 by default. Of a FIFO queue never two of one message group, and all one after the other when a client without
    /// tracing received them and its request did not ask for <c>MessageGroupId</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxParallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }
    = 1;

    /// <summary>
    /// Whether a message is deleted as soon as its handler has ended well, each in a call of its own so that a long one does not let the others come again. True by default.
    /// </summary>
    public bool DeleteOnSuccess { get; init; } = true;

    /// <inheritdoc cref="MessageExtensions.StartProcessing" path="/param[@name='relation']"/>
    public MessageRelation? Relation { get; init; }
}
