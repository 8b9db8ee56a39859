using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Core;

namespace Waybill.Adapters.Sqs;

/// <summary>Adds tracing to an SQS client.</summary>
public static class AmazonSqsExtensions
{
    /// <summary>
    /// Wraps a client: what is sent carries the context of its send span in one message attribute, <c>_datadog</c>, and what is received has a
    /// receive span. OpenTelemetry's attributes, on a message that has <c>traceparent</c> already, then name that span too. Requests of the caller are copied, never changed.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The attribute is left out, and the message sent as it is, when the message has 10 attributes already or would with it be over
    /// <see cref="SqsTracingOptions.MaximumMessageSize"/>, or the batch over 1,048,576 bytes. The counter <c>waybill.injection.skipped</c> counts such
    /// messages, the tag of that name on the span tells the reason: <c>attribute_limit</c> or <c>size_limit</c>.
    /// </para>
    /// <para>
    /// A receive request also asks for the message attributes <c>_datadog</c>, <c>traceparent</c>, <c>tracestate</c> and <c>baggage</c>, and the system attributes
    /// <c>SentTimestamp</c>, <c>ApproximateReceiveCount</c>, <c>AWSTraceHeader</c> and <c>DeadLetterQueueSourceArn</c>, of a FIFO queue
    /// <c>MessageGroupId</c> as well. They are noted for <see cref="MessageExtensions.StartProcessing"/>, and what the caller did not ask for is taken out of the messages again, with
    /// <c>MD5OfMessageAttributes</c>, which covered it. A poll that brings no message makes no span.
    /// </para>
    /// <para>
    /// One receive may bring messages of many traces, so its span is in none of them: it is a child of the current span, with a link to the
    /// send span of each message. With <see cref="MessageRelation.Link"/> it begins a trace of its own instead.
    /// </para>
    /// </remarks>
    /// <param name="sqs">The client. Disposing the decorator disposes it.</param>
    /// <param name="options">The options; null, the default, takes the defaults.</param>
    /// <returns>The decorator; <paramref name="sqs"/> itself, with the options that it has, when it is one already.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="sqs"/> is null.</exception>
    public static IAmazonSQS WithTracing(this IAmazonSQS sqs, SqsTracingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sqs);
        return sqs as TracedSqs ?? new TracedSqs(sqs, new SqsTracer(options ?? SqsTracingOptions.Default));
    }

    /// <summary>
    /// Processes the messages of a response: each in a process span of its own, as <see cref="MessageExtensions.StartProcessing"/> makes it, and those that
    /// go well are deleted.
    /// </summary>
    /// <param name="sqs">The client that deletes them.</param>
    /// <param name="response">The response. One without messages does nothing.</param>
    /// <param name="handler">The program's work on a message. What it throws marks the span, leaves the message in its queue, and stops no other message.</param>
    /// <param name="options">The options; null, the default, takes the defaults.</param>
    /// <param name="cancellationToken">Given to the handler. When it is cancelled no further message is begun.</param>
    /// <returns>What became of each message. Visibility timeouts of failed ones are the caller's to change.</returns>
    /// <exception cref="ArgumentNullException">The client, the response or the handler is null.</exception>
    /// <exception cref="ArgumentException">The messages' queue is not known: a client without tracing received them and the options do not tell it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the last message had begun.</exception>
    public static Task<SqsProcessingResult> ProcessAsync(
        this IAmazonSQS sqs,
        ReceiveMessageResponse response,
        Func<Message, CancellationToken, Task> handler,
        SqsProcessingOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sqs);
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(handler);
        return new MessageProcessor(sqs, handler, options ?? SqsProcessingOptions.Default).ProcessAsync(response.Messages ?? [], cancellationToken);
    }
}
