using System.Diagnostics.Metrics;
using Waybill.Core.Messaging;

namespace Waybill.Core.Tests.Messaging;

public class MessagingMeterTests
{
    [Fact]
    public void A_message_without_a_context_is_counted_with_the_reason()
    {
        List<(long Value, string Tags)> measured = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Name: "waybill.injection.skipped", Meter.Name: "Waybill" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            measured.Add((value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")))));
        listener.Start();

        MessagingMeter.InjectionSkipped(MessagingSystems.Sqs, "attributes");
        Assert.Equal([(1, "messaging.system=aws_sqs reason=attributes")], measured);
    }
}
