using RabbitMQ.Client;
using Waybill.Core;

namespace Waybill.Adapters.RabbitMq;

/// <summary>Traces what passes through RabbitMQ.Client. The spans come from the ActivitySource <c>Waybill.RabbitMq</c>.</summary>
public static class RabbitMqTracingExtensions
{
    /// <summary>
    /// A channel that traces publishing, consuming and getting, and hands everything else on. Each published message carries the context
    /// of its send span; each delivery runs inside a process span, until the handler's task ends.
    /// </summary>
    /// <remarks>
    /// With publisher confirmation tracking the send span ends at the broker's acknowledgement, without it when the message is written to
    /// the socket. A context is left out where it would push the headers over RabbitMQ's default frame size of 131072 bytes; channels
    /// of a connection <see cref="WithTracing(IConnection, RabbitMqTracingOptions?)"/> go by the size that the connection negotiated.
    /// </remarks>
    /// <param name="channel">The channel. It stays usable by itself, untraced.</param>
    /// <param name="options">Null takes the defaults of <see cref="RabbitMqTracingOptions"/>.</param>
    /// <returns>The decorator; the channel itself when it is traced already, with the options that it has.</returns>
    /// <exception cref="ArgumentNullException">The channel is null.</exception>
    public static IChannel WithTracing(this IChannel channel, RabbitMqTracingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel as TracingChannel
            ?? new TracingChannel(channel, SpansOf(options), HeaderFrame.DefaultMaxSize);
    }

    /// <summary>A connection whose channels are traced as by <see cref="WithTracing(IChannel, RabbitMqTracingOptions?)"/>.</summary>
    /// <param name="connection">The connection. It stays usable by itself, untraced.</param>
    /// <param name="options">For its channels; null takes the defaults of <see cref="RabbitMqTracingOptions"/>.</param>
    /// <returns>The decorator; the connection itself when it is traced already, with the options that it has.</returns>
    /// <exception cref="ArgumentNullException">The connection is null.</exception>
    public static IConnection WithTracing(this IConnection connection, RabbitMqTracingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection as TracingConnection ?? new TracingConnection(connection, SpansOf(options));
    }

    /// <summary>Starts a process span for a message that was got.</summary>
    /// <remarks>
    /// Its names, its <see cref="RabbitMqTracingOptions.Enrich"/> and its queue are those of the traced channel that got the message. From
    /// a channel that is not traced, the queue is not known: the span's destination is exchange and routing key.
    /// </remarks>
    /// <param name="result">The message.</param>
    /// <param name="relation">
    /// How the span stands to the send span. Null, the default, takes that of the channel's options, and
    /// <see cref="MessageRelation.Child"/> where the channel is not traced.
    /// </param>
    /// <returns>The scope; dispose it when the message is processed.</returns>
    /// <exception cref="ArgumentNullException">The result is null.</exception>
    public static ProcessingScope StartProcessing(this BasicGetResult result, MessageRelation? relation = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        var known = ReceivedMessage.Of(result);
        return IncomingMessage.Got(result, known.Queue).StartProcessing(
            known.Spans, relation ?? known.Spans.Options.Relation, known.Receive);
    }

    private static RabbitMqSpans SpansOf(RabbitMqTracingOptions? options) => options is null ? RabbitMqSpans.Default : new RabbitMqSpans(options);
}
