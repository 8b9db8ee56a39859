using System.Diagnostics;
using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq;

/// <summary>The tracing that RabbitMQ.Client has itself: whether somebody listens to it, and which spans are its own.</summary>
/// <remarks>The client does not tell, but sources of the same names have the same listeners.</remarks>
internal static class ClientTracing
{
    private static readonly ActivitySource Publisher = new(RabbitMQActivitySource.PublisherSourceName);
    private static readonly ActivitySource Subscriber = new(RabbitMQActivitySource.SubscriberSourceName);

    /// <summary>True when the client makes a span of each publish: then we make none.</summary>
    internal static bool Publishes => Publisher.HasListeners();

    /// <summary>True when the client makes spans of deliveries and gets.</summary>
    internal static bool Receives => Subscriber.HasListeners();

    /// <summary>The span that the client has made for the delivery of this flow; null when it has made none.</summary>
    internal static Activity? Delivery => Activity.Current is { IsStopped: false } current && Receives
        && current.Source.Name == RabbitMQActivitySource.SubscriberSourceName
            ? current
            : null;
}
