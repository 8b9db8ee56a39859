using System.Diagnostics;
using System.Diagnostics.Metrics;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core.Messaging;

/// <summary>The measurements of the adapters, in the Meter <c>Waybill</c>: names and units of OpenTelemetry's messaging conventions.</summary>
/// <remarks>They cost nothing while nobody listens. The tags are those of <see cref="SpanTemplate.MetricTags"/>.</remarks>
internal static class MessagingMeter
{
    private static readonly Meter Meter = new("Waybill");

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    private static readonly Histogram<double> OperationDuration = Meter.CreateHistogram(
        "messaging.client.operation.duration", "s", "How long a call to the broker took, until its acknowledgement.", tags: null, Seconds);

    private static readonly Histogram<double> ProcessDuration = Meter.CreateHistogram(
        "messaging.process.duration", "s", "How long the program worked on a message.", tags: null, Seconds);

    private static readonly Histogram<double> QueueTime = Meter.CreateHistogram(
        "waybill.message.queue_time", "s", "From the broker's timestamp to the receipt. The conventions have no name for it.", tags: null, Seconds);

    private static readonly Counter<long> SentMessages = Meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Messages that were handed to the broker, failed ones included.");

    private static readonly Counter<long> ConsumedMessages = Meter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}", "Messages that were handed to the program.");

    private static readonly Counter<long> Skipped = Meter.CreateCounter<long>(
        "waybill.injection.skipped", "{message}", "Messages that were sent without a context because it would have broken them.");

    /// <summary>False while nobody listens to any of them.</summary>
    internal static bool IsEnabled =>
        OperationDuration.Enabled || ProcessDuration.Enabled || QueueTime.Enabled || SentMessages.Enabled || ConsumedMessages.Enabled;

    /// <summary>False while nobody listens to what <see cref="Sent"/> measures.</summary>
    internal static bool CountsSent => OperationDuration.Enabled || SentMessages.Enabled;

    /// <summary>A timestamp for the methods that take a start; 0 while nobody listens to durations.</summary>
    internal static long Now => OperationDuration.Enabled || ProcessDuration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>A send call has ended.</summary>
    /// <param name="template">Of the call's span.</param>
    /// <param name="started"><see cref="Now"/> at its begin.</param>
    /// <param name="messages">How many it sent.</param>
    /// <param name="errorType">As the span's <c>error.type</c>; null when all went well.</param>
    internal static void Sent(SpanTemplate template, long started, int messages = 1, string? errorType = null)
    {
        Record(OperationDuration, template, Elapsed(started), errorType);
        if (SentMessages.Enabled)
        {
            SentMessages.Add(messages, Tags(template, errorType));
        }
    }

    /// <summary>A receive call has brought messages, or has failed.</summary>
    /// <inheritdoc cref="Sent"/>
    internal static void Received(SpanTemplate template, long started, int messages = 1, string? errorType = null)
    {
        Record(OperationDuration, template, Elapsed(started), errorType);
        Delivered(template, messages, errorType);
    }

    /// <summary>The broker has pushed messages to the program, with no call that could be timed.</summary>
    internal static void Delivered(SpanTemplate template, int messages = 1, string? errorType = null)
    {
        if (ConsumedMessages.Enabled && messages > 0)
        {
            ConsumedMessages.Add(messages, Tags(template, errorType));
        }
    }

    /// <summary>An acknowledgement, a rejection or a commit has ended.</summary>
    internal static void Settled(SpanTemplate template, long started, string? errorType = null) =>
        Record(OperationDuration, template, Elapsed(started), errorType);

    /// <summary>The program has ended its work on a message.</summary>
    internal static void Processed(SpanTemplate template, long started, string? errorType = null) =>
        Record(ProcessDuration, template, Elapsed(started), errorType);

    /// <summary>A message was received that had waited for so long.</summary>
    internal static void Waited(SpanTemplate template, TimeSpan waited) => Record(QueueTime, template, waited.TotalSeconds, errorType: null);

    /// <summary>A message went out untouched.</summary>
    /// <param name="system">One of <see cref="MessagingSystems"/>.</param>
    /// <param name="reason">Why, in a word.</param>
    /// <param name="span">The message's span, where it has one.</param>
    internal static void InjectionSkipped(string system, string reason, Activity? span = null)
    {
        Skipped.Add(1, new(MessagingAttributes.System, system), new("reason", reason));
        ContextLog.Current?.Tell("inject", span is null ? system : $"{system} {span.DisplayName}", $"the message goes out without its context: {reason}");
    }

    private static double Elapsed(long started) => started == 0 ? double.NaN : Stopwatch.GetElapsedTime(started).TotalSeconds;

    private static void Record(Histogram<double> histogram, SpanTemplate template, double seconds, string? errorType)
    {
        if (histogram.Enabled && !double.IsNaN(seconds))
        {
            histogram.Record(seconds, Tags(template, errorType));
        }
    }

    private static ReadOnlySpan<KeyValuePair<string, object?>> Tags(SpanTemplate template, string? errorType) =>
        errorType is null ? template.MetricTags : [.. template.MetricTags, new(SpanTags.ErrorType, errorType)];
}
