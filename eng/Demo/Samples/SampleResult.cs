using Waybill.LocalAgent.Model;

namespace Waybill.Demo.Samples;

/// <summary>What came of a sample.</summary>
/// <param name="Traces">All its traces, the first first.</param>
/// <param name="Problems">What is wrong, one line each; empty when all is well.</param>
internal sealed record SampleResult(IReadOnlyList<Trace> Traces, IReadOnlyList<string> Problems)
{
    /// <exception cref="Brokers.BrokerUnavailableException">The sample's broker cannot be had on this machine.</exception>
    /// <exception cref="ProgramException">A program of the sample did not do its work.</exception>
    public static async Task<SampleResult> OfAsync(ISample sample, Action<string> say, CancellationToken stop)
    {
        await using var host = await SampleHost.StartAsync(sample.Project, say, stop);
        await sample.RunAsync(host, stop);
        var traces = await host.EndAsync(stop);
        return new SampleResult(traces, [.. Missing(sample, traces), .. traces.SelectMany(Torn)]);
    }

    private static IEnumerable<string> Missing(ISample sample, IReadOnlyList<Trace> traces)
    {
        var counts = traces.SelectMany(trace => trace.Spans).CountBy(span => $"{span.Service} {span.Name}").ToDictionary();
        return sample.Spans
            .Where(wanted => counts.GetValueOrDefault(wanted.Key) < wanted.Value)
            .Select(wanted => $"of '{wanted.Key}' there are {counts.GetValueOrDefault(wanted.Key)} spans and not {wanted.Value}");
    }

    private static IEnumerable<string> Torn(Trace trace)
    {
        var ids = trace.Spans.Select(span => span.SpanId).ToHashSet();
        return trace.Spans
            .Where(span => span.ParentId != 0 && !ids.Contains(span.ParentId))
            .Select(span => $"'{span.Service} {span.Name}' has a parent that is not in its trace {trace.TraceId}");
    }
}
