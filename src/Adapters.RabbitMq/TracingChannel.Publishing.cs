using RabbitMQ.Client;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.RabbitMq;

internal sealed partial class TracingChannel
{
    public ValueTask BasicPublishAsync<TProperties>(
        string exchange,
        string routingKey,
        bool mandatory,
        TProperties basicProperties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
        where TProperties : IReadOnlyBasicProperties, IAmqpHeader =>
        Publication.IsUntraced
            ? inner.BasicPublishAsync(exchange, routingKey, mandatory, basicProperties, body, cancellationToken)
            : PublishAsync(exchange, routingKey, mandatory, basicProperties, body, cancellationToken);

    public ValueTask BasicPublishAsync<TProperties>(
        CachedString exchange,
        CachedString routingKey,
        bool mandatory,
        TProperties basicProperties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
        where TProperties : IReadOnlyBasicProperties, IAmqpHeader =>
        Publication.IsUntraced
            ? inner.BasicPublishAsync(exchange, routingKey, mandatory, basicProperties, body, cancellationToken)
            : PublishAsync(exchange, routingKey, mandatory, basicProperties, body, cancellationToken);

    // An async method gives the caller's Activity.Current back when it returns, so the span is current inside only.
    private async ValueTask PublishAsync<TProperties>(
        string exchange,
        string routingKey,
        bool mandatory,
        TProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken)
        where TProperties : IReadOnlyBasicProperties, IAmqpHeader
    {
        var (span, traced) = Publication.Start(exchange, routingKey, properties, maxFrameSize);
        try
        {
            if (traced is null)
            {
                await inner.BasicPublishAsync(exchange, routingKey, mandatory, properties, body, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await inner.BasicPublishAsync(exchange, routingKey, mandatory, traced, body, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            SpanFailure.Record(span, exception);
            throw;
        }
        finally
        {
            span?.Stop();
        }
    }

    private async ValueTask PublishAsync<TProperties>(
        CachedString exchange,
        CachedString routingKey,
        bool mandatory,
        TProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken)
        where TProperties : IReadOnlyBasicProperties, IAmqpHeader
    {
        var (span, traced) = Publication.Start(exchange?.Value, routingKey?.Value, properties, maxFrameSize);
        try
        {
            if (traced is null)
            {
                await inner.BasicPublishAsync(exchange!, routingKey!, mandatory, properties, body, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await inner.BasicPublishAsync(exchange!, routingKey!, mandatory, traced, body, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            SpanFailure.Record(span, exception);
            throw;
        }
        finally
        {
            span?.Stop();
        }
    }
}
