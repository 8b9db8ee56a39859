using RabbitMQ.Client;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>Turns RabbitMQ.Client's own tracing on, until it is disposed.</summary>
internal static class ClientSpans
{
    internal static ActivityRecorder Listen() =>
        new(RabbitMQActivitySource.PublisherSourceName, RabbitMQActivitySource.SubscriberSourceName);
}
