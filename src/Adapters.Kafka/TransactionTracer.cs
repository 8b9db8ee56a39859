using Confluent.Kafka;

namespace Waybill.Adapters.Kafka;

/// <summary>A producer's transactions: a span for each call, and a mark on the messages of those that come to nothing.</summary>
internal sealed class TransactionTracer<TKey, TValue>(IProducer<TKey, TValue> client, CallTracer calls, TransactionSpans spans)
{
    internal void Init(TimeSpan timeout) => Run("init_transactions", timeout, static (client, timeout) => client.InitTransactions(timeout));

    internal void Begin()
    {
        Run("begin_transaction", 0, static (client, _) => client.BeginTransaction());
        spans.Begin();
    }

    /// <param name="timeout">Null takes the client's overload that waits for as long as the transaction may last.</param>
    internal void Commit(TimeSpan? timeout)
    {
        Run("commit_transaction", timeout, static (client, timeout) =>
        {
            if (timeout is { } limit)
            {
                client.CommitTransaction(limit);
            }
            else
            {
                client.CommitTransaction();
            }
        });
        spans.End(outcome: null);
    }

    /// <inheritdoc cref="Commit"/>
    internal void Abort(TimeSpan? timeout)
    {
        Run("abort_transaction", timeout, static (client, timeout) =>
        {
            if (timeout is { } limit)
            {
                client.AbortTransaction(limit);
            }
            else
            {
                client.AbortTransaction();
            }
        });
        spans.End(TransactionSpans.Aborted);
    }

    internal void SendOffsets(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata group, TimeSpan timeout) => calls.Run(
        CallTracer.Call.Settle("send_offsets_to_transaction", Topics.Single(offsets)),
        (client, offsets, group, timeout),
        static call =>
        {
            call.client.SendOffsetsToTransaction(call.offsets, call.group, call.timeout);
            return true;
        });

    private void Run<TArgument>(string name, TArgument argument, Action<IProducer<TKey, TValue>, TArgument> call) => calls.Run(
        CallTracer.Call.Transaction(name),
        (client, argument, call),
        static state =>
        {
            state.call(state.client, state.argument);
            return true;
        });
}
