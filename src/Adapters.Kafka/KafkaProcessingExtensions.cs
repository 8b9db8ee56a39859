using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.Adapters.Kafka;

/// <summary>Process spans: the time in which the program works on a record.</summary>
public static class KafkaProcessingExtensions
{
    /// <summary>Starts a process span from the context in the record's headers, and makes it current on this flow.</summary>
    /// <param name="result">The record, from a traced or an untraced consumer.</param>
    /// <param name="relation">
    /// How the span stands to the send span: its child, and a sibling of the receive span, by default.
    /// <see cref="MessageRelation.ChildOfReceive"/> needs a consumer with that relation; else it is the same as <see cref="MessageRelation.Child"/>.
    /// </param>
    /// <returns>The scope; dispose it when the record is processed.</returns>
    /// <exception cref="ArgumentNullException">The result is null.</exception>
    public static ProcessingScope StartProcessing<TKey, TValue>(
        this ConsumeResult<TKey, TValue> result, MessageRelation relation = MessageRelation.Child)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ConsumerSpans.OfAnyConsumer.StartProcess(result, relation);
    }

    /// <summary>
    /// Runs a handler in a process span. An exception of the handler is recorded on the span and thrown on. The receive span that a traced
    /// consumer has open ends first.
    /// </summary>
    /// <param name="consumer">The consumer. With a traced one the span has its group and its options; else it is a child of the send span.</param>
    /// <param name="result">The record. The result of a partition's end has none: its handler runs without a span.</param>
    /// <param name="handler">What processes the record.</param>
    /// <param name="cancellationToken">Handed to the handler.</param>
    /// <returns>The handler's task, in effect.</returns>
    /// <exception cref="ArgumentNullException">The consumer, the result or the handler is null.</exception>
    public static Task ProcessAsync<TKey, TValue>(
        this IConsumer<TKey, TValue> consumer,
        ConsumeResult<TKey, TValue> result,
        Func<ConsumeResult<TKey, TValue>, CancellationToken, Task> handler,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(handler);
        var spans = SpansAfterReceive(consumer);
        return result.Message is null
            ? handler(result, cancellationToken)
            : RunAsync(() => spans.StartProcess(result, spans.Relation), result, handler, cancellationToken);
    }

    /// <summary>
    /// Runs a handler of many records in one process span, which is a child of the current span and links to the send span of each. The receive
    /// span that a traced consumer has open ends first. For a span of its own a record has <see cref="StartProcessing"/>, within the handler.
    /// </summary>
    /// <param name="consumer">The consumer. With a traced one the span has its group and its options.</param>
    /// <param name="results">The records. Those of partitions' ends have no link; where there is no record the handler runs without a span.</param>
    /// <param name="handler">What processes the records.</param>
    /// <param name="cancellationToken">Handed to the handler.</param>
    /// <returns>The handler's task, in effect.</returns>
    /// <exception cref="ArgumentNullException">The consumer, the results or the handler is null.</exception>
    public static Task ProcessBatchAsync<TKey, TValue>(
        this IConsumer<TKey, TValue> consumer,
        IReadOnlyList<ConsumeResult<TKey, TValue>> results,
        Func<IReadOnlyList<ConsumeResult<TKey, TValue>>, CancellationToken, Task> handler,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(handler);
        var spans = SpansAfterReceive(consumer);
        ConsumeResult<TKey, TValue>[] records = [.. results.Where(result => result?.Message is not null)];
        return records.Length == 0 ? handler(results, cancellationToken) : RunAsync(() => spans.StartBatch(records), results, handler, cancellationToken);
    }

    /// <summary>
    /// Runs a handler for each of many records, one after the other: one span for all, as <see cref="ProcessBatchAsync"/> makes, and within
    /// it a process span for each record, as <see cref="ProcessAsync"/> makes. The first exception ends it.
    /// </summary>
    /// <param name="consumer">The consumer. With a traced one the spans have its group and its options.</param>
    /// <param name="results">The records. Null, where Consume found none in time, is skipped.</param>
    /// <param name="handler">What processes one record.</param>
    /// <param name="cancellationToken">Handed to the handler.</param>
    /// <returns>A task that ends after the last record.</returns>
    /// <exception cref="ArgumentNullException">The consumer, the results or the handler is null.</exception>
    public static Task ProcessEachAsync<TKey, TValue>(
        this IConsumer<TKey, TValue> consumer,
        IReadOnlyList<ConsumeResult<TKey, TValue>> results,
        Func<ConsumeResult<TKey, TValue>, CancellationToken, Task> handler,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return consumer.ProcessBatchAsync(
            results,
            async (all, token) =>
            {
                foreach (var result in all)
                {
                    if (result is null)
                    {
                        continue; // of a Consume that ran into its timeout
                    }

                    await consumer.ProcessAsync(result, handler, token).ConfigureAwait(false);
                }
            },
            cancellationToken);
    }

    /// <summary>Not in an async method, whose changes to the current span do not reach the caller.</summary>
    private static ConsumerSpans SpansAfterReceive<TKey, TValue>(IConsumer<TKey, TValue> consumer)
    {
        var traced = consumer as TracedConsumer<TKey, TValue>;
        traced?.EndReceive();
        return traced?.Spans ?? ConsumerSpans.OfAnyConsumer;
    }

    private static async Task RunAsync<TWork>(
        Func<ProcessingScope> start, TWork work, Func<TWork, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        using var scope = start();
        try
        {
            await handler(work, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            scope.SetException(exception);
            throw;
        }
    }
}
