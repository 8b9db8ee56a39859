using System.Diagnostics;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>
/// The send spans of a transaction. Their time ends with the delivery report; they are handed on when it is known whether the transaction was
/// aborted, which each of them then tells.
/// </summary>
internal sealed class TransactionSpans
{
    internal const string Aborted = "aborted";
    internal const string Unfinished = "unfinished";

    /// <summary>What a transaction has beyond that ends at once and is not marked.</summary>
    internal const int Capacity = 10_000;

    private readonly Lock gate = new();
    private volatile List<Activity>? held;

    internal void Begin()
    {
        lock (gate)
        {
            held ??= [];
        }
    }

    /// <returns>False when there is no transaction: then the span is to be ended.</returns>
    internal bool Hold(Activity span)
    {
        if (held is null)
        {
            return false;
        }

        lock (gate)
        {
            if (held is not { Count: < Capacity } spans)
            {
                return false;
            }

            if (span.Duration == TimeSpan.Zero)
            {
                span.SetEndTime(DateTime.UtcNow);
            }

            spans.Add(span);
            return true;
        }
    }

    /// <summary>The transaction is over.</summary>
    /// <param name="outcome">The mark; null when it was committed.</param>
    internal void End(string? outcome)
    {
        List<Activity>? spans;
        lock (gate)
        {
            spans = held;
            held = null;
        }

        foreach (var span in spans ?? [])
        {
            if (outcome is not null)
            {
                span.SetTag(MessagingAttributes.KafkaTransactionOutcome, outcome);
            }

            CurrentActivity.Stop(span);
        }
    }
}
