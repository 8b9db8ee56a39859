using RabbitMQ.Client;
using Waybill.Core;

namespace Waybill.Adapters.RabbitMq;

/// <summary>A channel that traces: consuming and getting in this part, publishing in the second; the third hands the rest on.</summary>
/// <param name="inner">The client's channel.</param>
/// <param name="options">The user's wishes.</param>
/// <param name="maxFrameSize">See <see cref="HeaderFrame.Fits"/>.</param>
internal sealed partial class TracingChannel(IChannel inner, MessageTracingOptions options, uint maxFrameSize) : IChannel, IRecoverable
{
    /// <summary>Gives back what the user set.</summary>
    public IAsyncBasicConsumer? DefaultConsumer
    {
        get => inner.DefaultConsumer switch
        {
            TracingConsumer traced => traced.Inner,
            var other => other,
        };
        set => inner.DefaultConsumer = value is null ? null : new TracingConsumer(value, queue: "", options.Relation);
    }

    public Task<string> BasicConsumeAsync(
        string queue,
        bool autoAck,
        string consumerTag,
        bool noLocal,
        bool exclusive,
        IDictionary<string, object?>? arguments,
        IAsyncBasicConsumer consumer,
        CancellationToken cancellationToken = default) => inner.BasicConsumeAsync(
            queue,
            autoAck,
            consumerTag,
            noLocal,
            exclusive,
            arguments,
            consumer is null ? consumer! : new TracingConsumer(consumer, NameOf(queue), options.Relation),
            cancellationToken);

    public Task<BasicGetResult?> BasicGetAsync(string queue, bool autoAck, CancellationToken cancellationToken = default) =>
        RabbitMqSpans.Source.HasListeners()
            ? GetAsync(queue, autoAck, cancellationToken)
            : inner.BasicGetAsync(queue, autoAck, cancellationToken);

    private async Task<BasicGetResult?> GetAsync(string queue, bool autoAck, CancellationToken cancellationToken)
    {
        var result = await inner.BasicGetAsync(queue, autoAck, cancellationToken).ConfigureAwait(false);
        if (result is not null)
        {
            IncomingMessage.Got(result, NameOf(queue)).StartReceiving(options.Relation).Dispose();
        }

        return result;
    }

    /// <summary>To the broker the empty name is the queue that this channel declared last.</summary>
    private string NameOf(string? queue) => string.IsNullOrEmpty(queue) ? inner.CurrentQueue ?? "" : queue;
}
