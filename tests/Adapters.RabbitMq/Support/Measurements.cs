using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>What the Meter <c>Waybill</c> measured for one destination.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentQueue<Measurement> all = new();
    private readonly MeterListener listener = new();
    private readonly string destination;

    internal Measurements(string destination)
    {
        this.destination = destination;
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == "Waybill")
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.Start();
    }

    internal IReadOnlyList<Measurement> Of(string instrument) => [.. all.Where(one => one.Instrument == instrument)];

    public void Dispose() => listener.Dispose();

    private void Add(string instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Measurement measurement = new(instrument, value, tags.ToArray().ToDictionary());
        if (measurement.Tags.GetValueOrDefault("messaging.destination.name") is string name && name.Contains(destination, StringComparison.Ordinal))
        {
            all.Enqueue(measurement);
        }
    }

    internal sealed record Measurement(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags)
    {
        internal object? Operation => Tags["messaging.operation.name"];

        internal object? ErrorType => Tags.GetValueOrDefault("error.type");
    }
}
