using System.Diagnostics.Metrics;

namespace Waybill.Adapters.Sqs.Tests.Support;

/// <summary>Hears the counter of messages that went without a context: their reasons.</summary>
internal sealed class SkippedInjections : IDisposable
{
    private readonly MeterListener listener = new();

    internal SkippedInjections()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "Waybill", Name: "waybill.injection.skipped" })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            var byName = tags.ToArray().ToDictionary();
            Assert.Equal("aws_sqs", byName["messaging.system"]);
            Reasons.AddRange(Enumerable.Repeat((string)byName["reason"]!, (int)count));
        });
        listener.Start();
    }

    internal List<string> Reasons { get; } = [];

    public void Dispose() => listener.Dispose();
}
