using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Core;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.RabbitMq;

/// <summary>A channel that traces: consuming and getting in this part, publishing and settling in the next; the last hands the rest on.</summary>
/// <param name="inner">The client's channel.</param>
/// <param name="spans">As the user wants them.</param>
/// <param name="maxFrameSize">See <see cref="HeaderFrame.Fits"/>.</param>
internal sealed partial class TracingChannel(IChannel inner, RabbitMqSpans spans, uint maxFrameSize) : IChannel, IRecoverable
{
    /// <summary>Gives back what the user set.</summary>
    public IAsyncBasicConsumer? DefaultConsumer
    {
        get => inner.DefaultConsumer switch
        {
            TracingConsumer traced => traced.Inner,
            var other => other,
        };
        set => inner.DefaultConsumer = value is null ? null : new TracingConsumer(value, queue: "", spans);
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
            consumer is null ? consumer! : new TracingConsumer(consumer, NameOf(queue), spans),
            cancellationToken);

    public Task<BasicGetResult?> BasicGetAsync(string queue, bool autoAck, CancellationToken cancellationToken = default) =>
        RabbitMqSpans.Source.HasListeners() || MessagingMeter.IsEnabled
            ? GetAsync(queue, autoAck, cancellationToken)
            : inner.BasicGetAsync(queue, autoAck, cancellationToken);

    private async Task<BasicGetResult?> GetAsync(string queue, bool autoAck, CancellationToken cancellationToken)
    {
        var began = DateTimeOffset.UtcNow;
        var started = MessagingMeter.Now;
        try
        {
            var result = await inner.BasicGetAsync(queue, autoAck, cancellationToken).ConfigureAwait(false);
            if (result is not null)
            {
                Got(result, NameOf(queue), began, started);
            }

            return result;
        }
        catch (Exception exception)
        {
            GetFailed(queue ?? "", began, started, exception);
            throw;
        }
    }

    private void Got(BasicGetResult result, string queue, DateTimeOffset began, long started)
    {
        var message = IncomingMessage.Got(result, queue);
        var template = spans.Receive.Of(message.Route);
        MessagingMeter.Received(template, started, messages: 0);
        message.Measure(template);

        // The client's own tracing has made a span of the get, and ended it.
        ActivityContext receive = default;
        if (!ClientTracing.Receives)
        {
            using var scope = message.StartReceiving(spans, began);
            receive = scope.Activity?.Context ?? default;
        }

        ReceivedMessage.Remember(result, new ReceivedMessage(queue, spans, receive));
    }

    private void GetFailed(string queue, DateTimeOffset began, long started, Exception exception)
    {
        var template = spans.Receive.Of(new MessageRoute("", "", queue));
        MessagingMeter.Received(template, started, messages: 0, SpanFailure.TypeOf(exception));
        if (!ClientTracing.Receives)
        {
            using var scope = ProcessingScope.Start(RabbitMqSpans.Source, template, sender: null, spans.Options.Relation, began);
            scope.SetException(exception);
            BrokerReply.Of(exception)?.Describe(scope.Activity);
        }
    }

    /// <summary>To the broker the empty name is the queue that this channel declared last.</summary>
    private string NameOf(string? queue) => string.IsNullOrEmpty(queue) ? inner.CurrentQueue ?? "" : queue;
}
