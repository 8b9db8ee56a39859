using System.Diagnostics.Metrics;

namespace Waybill.Core.Tests.Support;

/// <summary>What the Meter says at this moment, by the tags of each measurement.</summary>
internal static class Measurements
{
    public static Dictionary<string, long> Of(string instrument)
    {
        Dictionary<string, long> found = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (published, self) =>
            {
                if (published.Meter.Name == "Waybill" && published.Name == instrument)
                {
                    self.EnableMeasurementEvents(published);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => found.Add(string.Join('/', tags.ToArray().Select(tag => tag.Value)), value));
        listener.Start();
        listener.RecordObservableInstruments();
        return found;
    }
}
