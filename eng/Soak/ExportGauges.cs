using System.Diagnostics.Metrics;

namespace Waybill.Soak;

/// <summary>Reads the bytes that the Meter tells, and keeps the most.</summary>
internal sealed class ExportGauges : IDisposable
{
    private readonly MeterListener listener = new();
    private long memory;

    internal ExportGauges()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "Waybill", Name: "waybill.export.bytes" })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, bytes, tags, _) =>
        {
            if (tags[0].Value is "spool")
            {
                MostSpool = Math.Max(MostSpool, bytes);
            }
            else
            {
                memory += bytes;
            }
        });
        listener.Start();
    }

    internal long MostMemory { get; private set; }

    internal long MostSpool { get; private set; }

    internal void Look()
    {
        memory = 0;
        listener.RecordObservableInstruments();
        MostMemory = Math.Max(MostMemory, memory);
    }

    public void Dispose() => listener.Dispose();
}
