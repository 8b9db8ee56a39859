using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>Keeps what the Meter <c>Waybill</c> measures with some of its instruments.</summary>
internal sealed class MeterRecorder : IDisposable
{
    private readonly ConcurrentQueue<Value> values = new();
    private readonly MeterListener listener = new();

    internal MeterRecorder(params string[] instruments)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Waybill" && instruments.Contains(instrument.Name))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, number, tags, _) => Keep(instrument, number, tags));
        listener.SetMeasurementEventCallback<double>((instrument, number, tags, _) => Keep(instrument, number, tags));
        listener.Start();
    }

    internal IReadOnlyList<Value> Values => [.. values];

    public void Dispose() => listener.Dispose();

    private void Keep(Instrument instrument, double number, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        values.Enqueue(new Value(instrument.Name, number, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));

    internal sealed record Value(string Instrument, double Number, IReadOnlyDictionary<string, object?> Tags);
}
