using System.Diagnostics;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tracing;

/// <summary>What this process knows of one trace while a span of it is open. Guarded by its <see cref="OpenTraces"/>.</summary>
internal sealed class LocalTrace(TraceId128 id, Activity first)
{
    private const int DefaultMechanism = 0; // "no sampling rate is known"

    private TraceLevelState? state;

    internal TraceId128 Id { get; } = id;

    internal int OpenSpans { get; set; }

    internal List<Activity> Ended { get; private set; } = [];

    /// <summary>Memory of the ended spans, by estimate.</summary>
    internal long EndedBytes { get; set; }

    /// <summary>The state with the sampling decision, which is made here if nobody upstream did, and then stays.</summary>
    internal TraceLevelState DecidedState
    {
        get
        {
            state ??= ActivityState.FromTraceState(first);
            return state = state.SamplingPriority is null ? state.Decide((int)SamplingPriority.AutoKeep, DefaultMechanism) : state;
        }
    }

    /// <summary>Takes over what was read from a message, which says more than the text in the activity can.</summary>
    internal void Continue(TraceLevelState remote) => state ??= remote;

    internal TraceChunk TakeChunk()
    {
        TraceChunk chunk = new(Id, Ended, DecidedState);
        Ended = [];
        EndedBytes = 0;
        return chunk;
    }
}
