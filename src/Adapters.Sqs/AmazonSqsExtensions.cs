using Amazon.SQS;
using Waybill.Core;

namespace Waybill.Adapters.Sqs;

/// <summary>Adds tracing to an SQS client.</summary>
public static class AmazonSqsExtensions
{
    /// <summary>
    /// Wraps a client: what is sent carries the context of its send span in one message attribute, <c>_datadog</c>, and what is received has a
    /// receive span. Requests of the caller are copied, never changed.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The attribute is left out, and the message sent as it is, when the message has 10 attributes already or would with it be over the
    /// 1,048,576 bytes that SQS takes for a message and for a whole batch. The counter <c>waybill.injection.skipped</c> counts such messages,
    /// the tag of that name on the send span tells the reason: <c>attribute_limit</c> or <c>size_limit</c>.
    /// </para>
    /// <para>
    /// A receive request also asks for the message attribute <c>_datadog</c> and the system attributes <c>SentTimestamp</c> and
    /// <c>ApproximateReceiveCount</c>, and the messages have them, for <see cref="MessageExtensions.StartProcessing"/> to read. A poll that brings
    /// no message makes no span.
    /// </para>
    /// <para>
    /// One receive may bring messages of many traces, so its span is in none of them: it is a child of the current span, with a link to the
    /// send span of each message. With <see cref="MessageRelation.Link"/> it begins a trace of its own instead.
    /// </para>
    /// </remarks>
    /// <param name="sqs">The client. Disposing the decorator disposes it.</param>
    /// <param name="options">How receive spans stand to the current span; null takes the defaults.</param>
    /// <returns>The decorator; <paramref name="sqs"/> itself, with the options that it has, when it is one already.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="sqs"/> is null.</exception>
    public static IAmazonSQS WithTracing(this IAmazonSQS sqs, MessageTracingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sqs);
        return sqs as TracedSqs ?? new TracedSqs(sqs, (options ?? MessageTracingOptions.Default).Relation);
    }
}
