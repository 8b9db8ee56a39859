using Waybill.Core;

namespace Waybill.Benchmarks.Throughput;

/// <summary>Runs a round with a tracer of its own, that sends to an agent on loopback.</summary>
internal static class TracedLoad
{
    internal static readonly PropagationStyle[] Default = [PropagationStyle.Datadog, PropagationStyle.TraceContext, PropagationStyle.Baggage];
    internal static readonly PropagationStyle[] TraceContext = [PropagationStyle.TraceContext];

    internal static async Task<LoadFigures> MeasureAsync(AgentSink agent, PropagationStyle[] styles, Func<Task<LoadFigures>> measureAsync)
    {
        var tracer = Tracer.Configure(
            new TracerSettings { AgentUri = agent.Address, Propagation = new PropagationSettings { Inject = styles }, Log = _ => { } });
        var figures = await measureAsync();
        await tracer.DisposeAsync();
        var statistics = tracer.ExportStatistics;
        return figures with { Dropped = Math.Round(100.0 * statistics.DroppedTotal / Math.Max(1, statistics.Ended), 2) };
    }
}
