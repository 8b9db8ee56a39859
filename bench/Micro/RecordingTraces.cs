using System.Diagnostics;
using Waybill.Core;
using Waybill.Core.Export;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Benchmarks.Micro;

/// <summary>
/// What a running tracer does on the program's threads: makes trace ids, records, decides, gathers spans into chunks and queues them. Nothing runs
/// in the background, which would take the measuring thread's processor: a queued chunk is taken out at once.
/// </summary>
internal sealed class RecordingTraces : IDisposable
{
    private readonly TracerSettings settings = Settings();
    private readonly SpanLedger ledger = new();
    private readonly ChunkQueue queue;
    private readonly Action<TraceChunk>? take;
    private readonly ActivityCollector collector;
    private readonly Func<ActivityTraceId>? traceIds;

    /// <param name="styles">What is injected; the default styles when there are none.</param>
    /// <param name="take">Gets the chunks, on the thread that ended their last span; null lets them go.</param>
    internal RecordingTraces(PropagationStyle[]? styles = null, Action<TraceChunk>? take = null)
    {
        this.take = take;
        if (styles is not null)
        {
            settings.Propagation = new PropagationSettings { Inject = styles };
        }

        queue = new ChunkQueue(settings.Export.MaxMemoryBytes);
        PropagationDefaults.Use(settings.Propagation);
        TraceSampler sampler = new(settings.Sampling, settings.AgentRates, settings.ServiceName, "prod", _ => default, _ => { });
        OpenTraces traces = new(Write, sampler);
        OpenTraces.Current = traces;
        collector = new ActivityCollector(traces, new ActivitySources(settings.IncludedSources, settings.ExcludedSources));
        traceIds = TraceIds.Start(is128Bit: true);
    }

    /// <summary>Those of no environment.</summary>
    internal static TracerSettings Settings() => new(_ => null) { ServiceName = "orders", Environment = "prod", ServiceVersion = "1.2.3", Log = _ => { } };

    public void Dispose()
    {
        TraceIds.Stop(traceIds);
        collector.Dispose();
        OpenTraces.Current = null;
        PropagationDefaults.Drop(settings.Propagation);
    }

    private void Write(TraceChunk chunk)
    {
        ledger.Buffer(1); // each span here is a trace of its own
        _ = queue.TryAdd(chunk, out _);
        if (queue.TryTake(out var taken))
        {
            take?.Invoke(taken);
        }
    }
}
