using System.Collections.Concurrent;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Waybill.Adapters.Sqs;

/// <summary>Runs a handler for each message of a response, in a process span each, and deletes those that went well.</summary>
internal sealed class MessageProcessor(IAmazonSQS sqs, Func<Message, CancellationToken, Task> handler, SqsProcessingOptions options)
{
    private readonly ConcurrentQueue<Message> succeeded = [];
    private readonly ConcurrentQueue<SqsProcessingFailure> failed = [];
    private readonly ConcurrentQueue<Message> skipped = [];

    internal async Task<SqsProcessingResult> ProcessAsync(List<Message> messages, CancellationToken cancellationToken)
    {
        // Known before the first one begins: a missing queue is the caller's mistake and no message's failure.
        List<(Message Message, string QueueUrl, string? GroupId)> all = [];
        foreach (var message in messages)
        {
            if (message is not null)
            {
                all.Add((message, QueueUrlOf(message), GroupIdOf(message)));
            }
        }

        var sequences = all.GroupBy(item => QueueUrl.IsFifo(item.QueueUrl) ? item.GroupId ?? "" : Unique());
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.MaxParallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(sequences, parallel, async (sequence, token) => await InOrderAsync(sequence, token).ConfigureAwait(false))
            .ConfigureAwait(false);
        return new SqsProcessingResult([.. succeeded], [.. failed], [.. skipped]);

        static object Unique() => new();
    }

    private async Task InOrderAsync(IEnumerable<(Message Message, string QueueUrl, string? GroupId)> sequence, CancellationToken cancellationToken)
    {
        var isBroken = false;
        foreach (var (message, queueUrl, _) in sequence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isBroken)
            {
                skipped.Enqueue(message);
            }
            else
            {
                isBroken = !await OneAsync(message, queueUrl, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> OneAsync(Message message, string queueUrl, CancellationToken cancellationToken)
    {
        using var scope = message.StartProcessing(queueUrl, options.Relation);
        try
        {
            await handler(message, cancellationToken).ConfigureAwait(false);
            if (options.DeleteOnSuccess)
            {
                // The work is done: that the program stops now is no reason for doing it again.
                await sqs.DeleteMessageAsync(queueUrl, message.ReceiptHandle, CancellationToken.None).ConfigureAwait(false);
            }

            succeeded.Enqueue(message);
            return true;
        }
#pragma warning disable CA1031 // The program's own code may throw anything, and the other messages are to go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            scope.SetException(e);
            failed.Enqueue(new SqsProcessingFailure(message, e));
            return false;
        }
    }

    private string QueueUrlOf(Message message) => options.QueueUrl ?? Delivery.Find(message)?.QueueUrl ?? throw new ArgumentException(
        $"The queue of message {message.MessageId} is not known: no client with tracing received it. Set {nameof(SqsProcessingOptions)}.{nameof(SqsProcessingOptions.QueueUrl)}.",
        nameof(message));

    /// <summary>Noted at receipt, else in the message when its receiver asked for it.</summary>
    private static string? GroupIdOf(Message message) =>
        Delivery.Find(message)?.GroupId ?? message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.MessageGroupId.Value);
}
