using System.Diagnostics;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.RabbitMq;

internal sealed partial class TracingChannel
{
    public ValueTask BasicAckAsync(ulong deliveryTag, bool multiple, CancellationToken cancellationToken = default) => IsSettlingTraced
        ? SettleAsync(RabbitMqSpans.Ack, deliveryTag, multiple, requeue: false, cancellationToken)
        : inner.BasicAckAsync(deliveryTag, multiple, cancellationToken);

    public ValueTask BasicNackAsync(ulong deliveryTag, bool multiple, bool requeue, CancellationToken cancellationToken = default) =>
        IsSettlingTraced
            ? SettleAsync(RabbitMqSpans.Nack, deliveryTag, multiple, requeue, cancellationToken)
            : inner.BasicNackAsync(deliveryTag, multiple, requeue, cancellationToken);

    public ValueTask BasicRejectAsync(ulong deliveryTag, bool requeue, CancellationToken cancellationToken = default) => IsSettlingTraced
        ? SettleAsync(RabbitMqSpans.Reject, deliveryTag, multiple: false, requeue, cancellationToken)
        : inner.BasicRejectAsync(deliveryTag, requeue, cancellationToken);

    private bool IsSettlingTraced => spans.Options.SettleSpans && (RabbitMqSpans.Source.HasListeners() || MessagingMeter.Now != 0);

    private async ValueTask SettleAsync(string operation, ulong deliveryTag, bool multiple, bool requeue, CancellationToken cancellationToken)
    {
        var template = spans.Settle.Of((operation, DestinationOf(deliveryTag)));
        var started = MessagingMeter.Now;
        using var span = template.MakesSpans
            ? RabbitMqSpans.Source.StartActivity(template.Name, template.Kind, parentContext: default, template.Attributes)
            : null;
        Describe(span, deliveryTag, multiple, requeue);
        string? errorType = null;
        try
        {
            await CallAsync(operation, deliveryTag, multiple, requeue, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            errorType = SpanFailure.TypeOf(exception);
            SpanFailure.Record(span, exception);
            BrokerReply.Of(exception)?.Describe(span);
            throw;
        }
        finally
        {
            MessagingMeter.Settled(template, started, errorType);
        }
    }

    private ValueTask CallAsync(string operation, ulong deliveryTag, bool multiple, bool requeue, CancellationToken cancellationToken)
    {
        return operation switch
        {
            RabbitMqSpans.Ack => inner.BasicAckAsync(deliveryTag, multiple, cancellationToken),
            RabbitMqSpans.Nack => inner.BasicNackAsync(deliveryTag, multiple, requeue, cancellationToken),
            _ => inner.BasicRejectAsync(deliveryTag, requeue, cancellationToken),
        };
    }

    private static void Describe(Activity? span, ulong deliveryTag, bool multiple, bool requeue)
    {
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag(MessagingAttributes.RabbitMqDeliveryTag, (long)deliveryTag);
            span.SetTag(MessagingAttributes.RabbitMqMultiple, multiple ? true : null);
            span.SetTag(MessagingAttributes.RabbitMqRequeue, requeue ? true : null);
        }
    }

    /// <summary>That of the message which is being processed, if it is this one; the channel itself does not know.</summary>
    private static string DestinationOf(ulong deliveryTag)
    {
        for (var span = Activity.Current; span is not null; span = span.Parent)
        {
            if (span.GetTagItem(MessagingAttributes.RabbitMqDeliveryTag) is long tag)
            {
                return tag == (long)deliveryTag ? span.GetTagItem(MessagingAttributes.DestinationName) as string ?? "" : "";
            }
        }

        return "";
    }
}
