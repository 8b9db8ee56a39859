using System.Diagnostics;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Tracing;

/// <summary>What this process knows of one trace while a span of it is open. Guarded by its <see cref="OpenTraces"/>.</summary>
internal sealed class LocalTrace(TraceId128 id, Activity first)
{
    private TraceLevelState? state;
    private SamplingDecision? decision;

    internal TraceId128 Id { get; } = id;

    internal int OpenSpans { get; set; }

    internal List<Activity> Ended { get; private set; } = [];

    /// <summary>Memory of the ended spans, by estimate.</summary>
    internal long EndedBytes { get; set; }

    /// <summary>The state with the sampling decision, which is made here if nobody upstream did, and then stays.</summary>
    internal TraceLevelState DecidedState(TraceSampler sampler)
    {
        state ??= ActivityState.FromTraceState(first);
        if (state.SamplingPriority is null)
        {
            (state, decision) = sampler.Decide(Id, ActivityState.LocalRootOf(first), state);
        }

        return state;
    }

    /// <summary>Takes over what was read from a message, which says more than the text in the activity can.</summary>
    internal void Continue(TraceLevelState remote) => state ??= remote;

    /// <summary>The program's decision. It goes before every other, also before one that was passed on already.</summary>
    internal void Decide(int priority)
    {
        state = (state ?? ActivityState.FromTraceState(first)).Decide(priority, SamplingMechanism.Manual);
        decision ??= SamplingDecision.Manual;
    }

    /// <summary>Sets a tag that goes out with the trace.</summary>
    internal void SetTag(string name, string value) => state = (state ?? ActivityState.FromTraceState(first)).WithTag(name, value);

    internal TraceChunk TakeChunk(TraceSampler sampler)
    {
        TraceChunk chunk = new(Id, Ended, DecidedState(sampler)) { Sampling = decision, Bytes = EndedBytes };
        Ended = [];
        EndedBytes = 0;
        return chunk;
    }
}
