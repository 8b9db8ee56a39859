using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq;

internal sealed partial class TracingChannel
{
    private const int Unused = 0;
    private const int Holding = 1;
    private const int Disposed = 2;

    private readonly ReturnedMessages returned = new();
    private int hook = Unused;

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
        AcquireHook();
        var publication = Publication.Start(spans, exchange, routingKey, properties, body, maxFrameSize);
        if (mandatory && publication.Span is not null)
        {
            returned.Listen(inner);
        }

        try
        {
            if (publication.Properties is { } traced)
            {
                await inner.BasicPublishAsync(exchange, routingKey, mandatory, traced, body, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await inner.BasicPublishAsync(exchange, routingKey, mandatory, properties, body, cancellationToken).ConfigureAwait(false);
            }

            publication.End();
        }
        catch (Exception exception)
        {
            publication.Fail(exception, returned.Take(exception) ?? BrokerReply.Of(exception));
            throw;
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
        AcquireHook();
        var publication = Publication.Start(spans, exchange?.Value, routingKey?.Value, properties, body, maxFrameSize);
        if (mandatory && publication.Span is not null)
        {
            returned.Listen(inner);
        }

        try
        {
            if (publication.Properties is { } traced)
            {
                await inner.BasicPublishAsync(exchange!, routingKey!, mandatory, traced, body, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await inner.BasicPublishAsync(exchange!, routingKey!, mandatory, properties, body, cancellationToken).ConfigureAwait(false);
            }

            publication.End();
        }
        catch (Exception exception)
        {
            publication.Fail(exception, returned.Take(exception) ?? BrokerReply.Of(exception));
            throw;
        }
    }

    private void AcquireHook()
    {
        if (Volatile.Read(ref hook) == Unused && Interlocked.CompareExchange(ref hook, Holding, Unused) == Unused)
        {
            ClientContextInjector.Acquire();
        }
    }

    private void ReleaseHook()
    {
        if (Interlocked.Exchange(ref hook, Disposed) == Holding)
        {
            ClientContextInjector.Release();
        }
    }
}
