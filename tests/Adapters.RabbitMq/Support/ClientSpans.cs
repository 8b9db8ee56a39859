using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>Turns RabbitMQ.Client's own tracing on, until it is disposed.</summary>
internal static class ClientSpans
{
    /// <summary>Records spans when they begin.</summary>
    internal static ActivityListener Listen(Action<Activity> started)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name.StartsWith("RabbitMQ.Client.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = started,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    internal static ActivityRecorder Listen() =>
        new(RabbitMQActivitySource.PublisherSourceName, RabbitMQActivitySource.SubscriberSourceName);
}
