using System.Diagnostics;
using System.Diagnostics.Metrics;
using Waybill.Core.Messaging;

namespace Waybill.Core.Tests.Messaging;

public sealed class MessagingMeterTests : IDisposable
{
    private const string CommonTags =
        "messaging.system=kafka messaging.operation.name=send messaging.operation.type=send messaging.destination.name=meter-test";

    private static readonly SpanTemplate Template = SpanTemplate.Create(
        MessageTracingOptions.Default, new MessageOperation("kafka", "send", "send", "meter-test"), [new("messaging.client.id", "many values")]);

    private readonly MeterListener listener = new();
    private readonly List<(string Instrument, double Value, string Tags)> measured = [];

    public MessagingMeterTests()
    {
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Waybill")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public void A_message_without_a_context_is_counted_with_the_reason()
    {
        MessagingMeter.InjectionSkipped(MessagingSystems.Sqs, "meter-test");
        Assert.Equal([("waybill.injection.skipped", 1, "messaging.system=aws_sqs reason=meter-test")], measured);
    }

    [Fact]
    public void A_send_has_its_duration_and_its_number_of_messages()
    {
        var started = Stopwatch.GetTimestamp() - (2 * Stopwatch.Frequency);
        MessagingMeter.Sent(Template, started, messages: 3, errorType: "_MSG_TIMED_OUT");
        Assert.Equal(
            [
                ("messaging.client.operation.duration", $"{CommonTags} error.type=_MSG_TIMED_OUT"),
                ("messaging.client.sent.messages", $"{CommonTags} error.type=_MSG_TIMED_OUT"),
            ],
            measured.Select(one => (one.Instrument, one.Tags)));
        Assert.InRange(measured[0].Value, 2, 60);
        Assert.Equal(3, measured[1].Value);
    }

    [Fact]
    public void A_call_that_began_before_anyone_listened_has_no_duration()
    {
        MessagingMeter.Received(Template, started: 0, messages: 2);
        MessagingMeter.Delivered(Template, messages: 0);
        Assert.Equal([("messaging.client.consumed.messages", 2, CommonTags)], measured);
    }

    [Fact]
    public void Work_on_a_message_is_measured_with_its_failure_and_without_a_span()
    {
        using ActivitySource nobodyListens = new("meter-test-quiet");
        var template = SpanTemplate.Create(MessageTracingOptions.Default, new MessageOperation("kafka", "process", "process", "meter-test"));
        using (var scope = ProcessingScope.Start(nobodyListens, template, null, MessageRelation.Child))
        {
            Assert.Null(scope.Activity);
            scope.SetException(new AggregateException(new TimeoutException()));
        }

        var (instrument, _, tags) = Assert.Single(measured);
        Assert.Equal("messaging.process.duration", instrument);
        Assert.EndsWith(" error.type=System.TimeoutException", tags, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_in_the_queue_is_measured_in_seconds_and_never_negative()
    {
        QueueTime.Measure(Template, DateTimeOffset.UtcNow.AddSeconds(-30));
        QueueTime.Measure(Template, DateTimeOffset.UtcNow.AddHours(1));
        Assert.Equal(["waybill.message.queue_time", "waybill.message.queue_time"], measured.Select(one => one.Instrument));
        Assert.InRange(measured[0].Value, 30, 90);
        Assert.Equal(0, measured[1].Value);
    }

    /// <summary>Only what these tests measure themselves: others run at the same time.</summary>
    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        if (text.Contains("meter-test", StringComparison.Ordinal))
        {
            lock (measured)
            {
                measured.Add((instrument.Name, value, text));
            }
        }
    }
}
