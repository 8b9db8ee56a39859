using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Waybill.Adapters.Sqs.Tests.Support;

/// <summary>Hears what the Meter <c>Waybill</c> measures.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> all = [];

    internal Measurements()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Waybill")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => all.Enqueue((instrument.Name, value, tags.ToArray().ToDictionary())));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => all.Enqueue((instrument.Name, value, tags.ToArray().ToDictionary())));
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    internal IEnumerable<double> Of(string instrument, string operation, string? errorType = null) => all
        .Where(one => one.Name == instrument && (string?)one.Tags.GetValueOrDefault("messaging.operation.name") == operation
            && (string?)one.Tags.GetValueOrDefault("error.type") == errorType)
        .Select(one => one.Value);
}
