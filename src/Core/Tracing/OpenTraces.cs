using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Tracing;

/// <summary>The traces that have an open span in this process, by trace id. Gathers their ended spans into chunks.</summary>
/// <remarks>
/// By id and not by parent object, because a span may be started from nothing but an <see cref="ActivityContext"/>. Split into shards
/// with a lock each, so that threads meet only when they work on the same trace. A sampler runs no code of the program, so that no span can start
/// while there is a reference into a table.
/// </remarks>
/// <param name="export">Takes the chunks.</param>
/// <param name="sampler">Decides about traces for which nobody did; null keeps all.</param>
/// <param name="spanSampler">Marks single spans of dropped traces; null marks none.</param>
/// <param name="partialFlushSpans">
/// Ended spans that wait for their trace to end are exported from this number on: a long-lived span must not hold memory.
/// </param>
/// <param name="maxWaitingBytes">Memory of spans that wait for their trace to end, by estimate; a trace is exported in part when there is more.</param>
internal sealed class OpenTraces(
    Action<TraceChunk> export,
    TraceSampler? sampler = null,
    SpanSampler? spanSampler = null,
    int partialFlushSpans = OpenTraces.PartialFlushSpans,
    long maxWaitingBytes = OpenTraces.MaxWaitingBytes)
{
    /// <summary>The default.</summary>
    internal const int PartialFlushSpans = 500;

    /// <summary>More traces than this are not gathered, and their spans exported one by one: spans that never end must not hold memory.</summary>
    internal const int MaxTraces = ShardCount * MaxTracesPerShard;

    /// <summary>The default, and the most.</summary>
    internal const int MaxWaitingBytes = 16 * 1024 * 1024;

    private const int ShardCount = 64;
    private const int MaxTracesPerShard = 1024;

    private readonly TraceSampler sampler = sampler ?? TraceSampler.KeepAll;

    private readonly Dictionary<TraceId128, LocalTrace>[] shards =
        [.. Enumerable.Range(0, ShardCount).Select(_ => new Dictionary<TraceId128, LocalTrace>())];

    /// <summary>How many spans have ended, shard by shard, under the lock of the shard.</summary>
    private readonly long[] ended = new long[ShardCount];
    private long waitingBytes;

    /// <summary>Those of the running <see cref="Tracer"/>; null while there is none.</summary>
    internal static OpenTraces? Current { get; set; }

    internal void Started(Activity activity)
    {
        var id = TraceId128.From(activity.TraceId);
        var shard = ShardOf(id);
        lock (shard)
        {
            var isOpen = true;
            ref var trace = ref shard.Count < MaxTracesPerShard
                ? ref CollectionsMarshal.GetValueRefOrAddDefault(shard, id, out isOpen)
                : ref Find(shard, id);
            if (!isOpen)
            {
                trace = new LocalTrace(activity);
            }
            else if (Unsafe.IsNullRef(ref trace))
            {
                return;
            }

            trace.OpenSpans++;
            if (RemoteParent.StateFor(id) is { } remote)
            {
                trace.Continue(remote);
            }
        }
    }

    internal void Ended(Activity activity)
    {
        var id = TraceId128.From(activity.TraceId);
        var size = ActivitySize.Estimate(activity);
        var shard = ShardOf(id);
        lock (shard)
        {
            ended[IndexOf(id)]++;
            ref var trace = ref Find(shard, id);
            if (Unsafe.IsNullRef(ref trace))
            {
                LocalTrace ofItsOwn = new(activity); // the span began before the tracer did
                Export(id, ref ofItsOwn, activity, size);
                return;
            }

            trace.OpenSpans--;
            if (trace.OpenSpans > 0 && trace.WaitingSpans + 1 < partialFlushSpans)
            {
                if (Interlocked.Add(ref waitingBytes, size) <= maxWaitingBytes)
                {
                    trace.Wait(activity, size);
                    return;
                }

                Interlocked.Add(ref waitingBytes, -size);
            }

            Export(id, ref trace, activity, size); // under the lock, so that the counts are of one moment
            if (trace.OpenSpans == 0)
            {
                shard.Remove(id);
            }
        }
    }

    /// <summary>Gives the trace of a span the state that came with a message.</summary>
    internal void Continue(Activity activity, TraceLevelState remote)
    {
        var id = TraceId128.From(activity.TraceId);
        var shard = ShardOf(id);
        lock (shard)
        {
            ref var trace = ref Find(shard, id);
            if (!Unsafe.IsNullRef(ref trace))
            {
                trace.Continue(remote);
            }
        }
    }

    /// <summary>The program's own decision about an open trace.</summary>
    internal void Decide(TraceId128 id, int priority)
    {
        var shard = ShardOf(id);
        lock (shard)
        {
            ref var trace = ref Find(shard, id);
            if (!Unsafe.IsNullRef(ref trace))
            {
                trace.Decide(priority);
            }
        }
    }

    /// <summary>Sets a tag that goes out with an open trace.</summary>
    internal void SetTag(TraceId128 id, string name, string value)
    {
        var shard = ShardOf(id);
        lock (shard)
        {
            ref var trace = ref Find(shard, id);
            if (!Unsafe.IsNullRef(ref trace))
            {
                trace.SetTag(name, value);
            }
        }
    }

    /// <summary>The state of an open trace, sampling decided; null when it is not open here.</summary>
    internal TraceLevelState? StateOf(TraceId128 id)
    {
        var shard = ShardOf(id);
        lock (shard)
        {
            ref var trace = ref Find(shard, id);
            return Unsafe.IsNullRef(ref trace) ? null : trace.DecidedState(id, sampler);
        }
    }

    /// <summary>Looks at the counts of one moment: no span ends meanwhile.</summary>
    /// <param name="look">Gets the spans that have ended so far, and those of them that wait for their trace to end.</param>
    internal T Count<T>(Func<long, int, T> look)
    {
        var locked = 0;
        try
        {
            for (; locked < ShardCount; locked++)
            {
                Monitor.Enter(shards[locked]);
            }

            return look(ended.Sum(), shards.Sum(shard => shard.Values.Sum(trace => trace.WaitingSpans)));
        }
        finally
        {
            while (locked > 0)
            {
                Monitor.Exit(shards[--locked]);
            }
        }
    }

    /// <summary>Exports what has ended, although its trace has not: when the program ends, or may.</summary>
    /// <param name="isLast">Whether no more spans come; else the traces stay open.</param>
    internal void ExportAll(bool isLast)
    {
        foreach (var shard in shards)
        {
            lock (shard)
            {
                foreach (var id in shard.Where(trace => trace.Value.WaitingSpans > 0).Select(trace => trace.Key))
                {
                    Export(id, ref Find(shard, id), last: null, size: 0);
                }

                if (isLast)
                {
                    shard.Clear();
                }
            }
        }
    }

    private void Export(TraceId128 id, ref LocalTrace trace, Activity? last, long size)
    {
        if (trace.WaitingBytes > 0)
        {
            Interlocked.Add(ref waitingBytes, -trace.WaitingBytes);
        }

        var chunk = trace.TakeChunk(id, sampler, last, size);
        spanSampler?.Mark(chunk);
        export(chunk);
    }

    private static ref LocalTrace Find(Dictionary<TraceId128, LocalTrace> shard, TraceId128 id) => ref CollectionsMarshal.GetValueRefOrNullRef(shard, id);

    private Dictionary<TraceId128, LocalTrace> ShardOf(TraceId128 id) => shards[IndexOf(id)];

    private static int IndexOf(TraceId128 id) => (int)(id.Lower % ShardCount);
}
