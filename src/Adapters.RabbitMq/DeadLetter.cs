using System.Diagnostics;
using System.Text;
using RabbitMQ.Client;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.RabbitMq;

/// <summary>What RabbitMQ notes in the headers of messages that it delivers again or moves to another queue.</summary>
/// <remarks>https://www.rabbitmq.com/docs/dlx and /docs/quorum-queues. Anybody can write such headers: other types are not read.</remarks>
internal static class DeadLetter
{
    /// <summary>AMQP's own limit for names.</summary>
    private const int MaxNameLength = 255;

    internal static void Describe(Activity span, IDictionary<string, object?> headers)
    {
        if (headers.TryGetValue("x-delivery-count", out var deliveries) && deliveries is long count)
        {
            span.SetTag(MessagingAttributes.RabbitMqDeliveryCount, count);
        }

        // The first entry is the last death.
        if (headers.TryGetValue("x-death", out var deaths) && deaths is IList<object?> { Count: > 0 } list
            && list[0] is IDictionary<string, object?> death)
        {
            SetText(span, MessagingAttributes.RabbitMqDeathQueue, death, "queue");
            SetText(span, MessagingAttributes.RabbitMqDeathReason, death, "reason");
            if (death.TryGetValue("count", out var times) && times is long)
            {
                span.SetTag(MessagingAttributes.RabbitMqDeathCount, times);
            }
        }
    }

    private static void SetText(Activity span, string tag, IDictionary<string, object?> death, string name)
    {
        if (death.TryGetValue(name, out var value) && value is byte[] { Length: > 0 and <= MaxNameLength } text)
        {
            span.SetTag(tag, Encoding.UTF8.GetString(text));
        }
    }
}
