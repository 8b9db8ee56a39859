using System.Diagnostics.Metrics;

namespace Waybill.Core.Export;

/// <summary>
/// The law of conservation in the Meter <c>Waybill</c>: <c>waybill.export.spans</c> by <c>state</c> (and <c>reason</c> of those that are dropped), all of
/// one moment, so that <c>ended</c> and <c>recovered</c> are the sum of the others; and <c>waybill.export.bytes</c> by <c>place</c>. Measured when somebody
/// collects, and as long as their tracer is not disposed.
/// </summary>
internal sealed class ExportMeter : IDisposable
{
    private const string State = "state";
    private const string Place = "place";

    private readonly Meter meter = new("Waybill");

    internal ExportMeter(Func<ExportStatistics> statistics, SpanWriter writer)
    {
        meter.CreateObservableUpDownCounter("waybill.export.spans", () => Spans(statistics()), "{span}", "Spans by what became of them.");
        meter.CreateObservableUpDownCounter("waybill.export.bytes", () => Bytes(writer), "By", "Memory and disk that waiting spans take.");
    }

    public void Dispose() => meter.Dispose();

    private static IEnumerable<Measurement<long>> Spans(ExportStatistics now)
    {
        yield return new(now.Ended, new KeyValuePair<string, object?>(State, "ended"));
        yield return new(now.Recovered, new KeyValuePair<string, object?>(State, "recovered"));
        yield return new(now.Accepted, new KeyValuePair<string, object?>(State, "accepted"));
        yield return new(now.Buffered, new KeyValuePair<string, object?>(State, "buffered"));
        yield return new(now.Spooled, new KeyValuePair<string, object?>(State, "spooled"));
        foreach (var (reason, spans) in now.Dropped)
        {
            yield return new(spans, new KeyValuePair<string, object?>(State, "dropped"), new KeyValuePair<string, object?>("reason", reason.ToString()));
        }
    }

    private static IEnumerable<Measurement<long>> Bytes(SpanWriter writer)
    {
        yield return new(writer.QueuedBytes, new KeyValuePair<string, object?>(Place, "queue"));
        yield return new(writer.EncodedBytes, new KeyValuePair<string, object?>(Place, "payloads"));
        yield return new(writer.SpoolBytes, new KeyValuePair<string, object?>(Place, "spool"));
    }
}
