using System.Diagnostics;
using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq;

/// <summary>The tracing that RabbitMQ.Client has itself: whether somebody listens to it, and which spans are its own.</summary>
/// <remarks>The client does not tell, but sources of the same names have the same listeners.</remarks>
internal static class ClientTracing
{
    /// <summary>As this version of the client calls it; the conventions have changed it since.</summary>
    private const string DeliveryTag = "messaging.rabbitmq.delivery_tag";

    private static readonly ActivitySource Publisher = new(RabbitMQActivitySource.PublisherSourceName);
    private static readonly ActivitySource Subscriber = new(RabbitMQActivitySource.SubscriberSourceName);

    /// <summary>True when the client makes a span of each publish: then we make none.</summary>
    internal static bool Publishes => Publisher.HasListeners();

    /// <summary>True when the client makes spans of deliveries and gets.</summary>
    internal static bool Receives => Subscriber.HasListeners();

    /// <summary>The span that the client has made for the delivery of this flow; null when it has made none.</summary>
    /// <remarks>
    /// The number tells it from one in whose handler the channel was created: the dispatcher runs in that flow. Where it is not on the span,
    /// because nobody wants its data, there are listeners or there is no such span.
    /// </remarks>
    internal static Activity? Delivery(ulong deliveryTag) =>
        Activity.Current is { IsStopped: false } current && current.Source.Name == RabbitMQActivitySource.SubscriberSourceName
        && (current.GetTagItem(DeliveryTag) is ulong tag ? tag == deliveryTag : Receives)
            ? current
            : null;
}
