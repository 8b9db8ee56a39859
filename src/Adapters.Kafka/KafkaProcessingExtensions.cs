using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.Adapters.Kafka;

/// <summary>Process spans: the time in which the program works on a record.</summary>
public static class KafkaProcessingExtensions
{
    /// <summary>Starts a process span from the context in the record's headers, and makes it current on this flow.</summary>
    /// <param name="result">The record, from a traced or an untraced consumer.</param>
    /// <param name="relation">How the span stands to the send span: its child, and a sibling of the receive span, by default.</param>
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
    /// <param name="consumer">The consumer. With a traced one the span has its group and its relation; else it is a child of the send span.</param>
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
        var traced = consumer as TracedConsumer<TKey, TValue>;
        traced?.EndReceive(); // here and not in the async method, whose changes to the current span do not reach the caller
        return result.Message is null
            ? handler(result, cancellationToken)
            : RunAsync(traced?.Spans ?? ConsumerSpans.OfAnyConsumer, traced?.Relation ?? default, result, handler, cancellationToken);
    }

    private static async Task RunAsync<TKey, TValue>(
        ConsumerSpans spans,
        MessageRelation relation,
        ConsumeResult<TKey, TValue> result,
        Func<ConsumeResult<TKey, TValue>, CancellationToken, Task> handler,
        CancellationToken cancellationToken)
    {
        using var scope = spans.StartProcess(result, relation);
        try
        {
            await handler(result, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            scope.SetException(exception);
            throw;
        }
    }
}
