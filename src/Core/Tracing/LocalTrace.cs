using System.Diagnostics;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Tracing;

/// <summary>What this process knows of one trace while a span of it is open. Guarded by its <see cref="OpenTraces"/>, in whose tables it lies.</summary>
/// <remarks>
/// No object of its own: most traces have a single span here, and ten thousands of messages may be in flight. For the same reason the list is
/// made when a span ends before the last.
/// </remarks>
internal struct LocalTrace(Activity first)
{
    private TraceLevelState? state;
    private SamplingDecision? decision;
    private List<Activity>? ended;

    internal int OpenSpans { get; set; }

    /// <summary>How many have ended and wait for the others.</summary>
    internal readonly int WaitingSpans => ended?.Count ?? 0;

    /// <summary>Memory of the waiting spans, by estimate.</summary>
    internal long WaitingBytes { get; private set; }

    /// <summary>The state with the sampling decision, which is made here if nobody upstream did, and then stays.</summary>
    internal TraceLevelState DecidedState(TraceId128 id, TraceSampler sampler)
    {
        state ??= ActivityState.FromTraceState(first);
        if (state.SamplingPriority is null)
        {
            (state, decision) = sampler.Decide(id, ActivityState.LocalRootOf(first), state);
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

    /// <summary>A span has ended, and waits for the others.</summary>
    internal void Wait(Activity span, long bytes)
    {
        (ended ??= []).Add(span);
        WaitingBytes += bytes;
    }

    /// <summary>Takes what waits, with the span that ended last.</summary>
    /// <param name="id">Of the trace.</param>
    /// <param name="sampler">Decides about the trace if nobody did.</param>
    /// <param name="last">The span; null when none but the waiting ones are meant.</param>
    /// <param name="bytes">Its memory, by estimate.</param>
    internal TraceChunk TakeChunk(TraceId128 id, TraceSampler sampler, Activity? last, long bytes)
    {
        Activity[] spans = (ended, last) switch
        {
            (null, { } only) => [only],
            (null, null) => [],
            (_, null) => [.. ended],
            _ => [.. ended, last],
        };
        TraceChunk chunk = new(id, spans, DecidedState(id, sampler)) { Sampling = decision, Bytes = WaitingBytes + bytes };
        ended = null;
        WaitingBytes = 0;
        return chunk;
    }
}
