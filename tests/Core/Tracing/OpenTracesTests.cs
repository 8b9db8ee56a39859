using System.Collections.Concurrent;
using System.Diagnostics;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class OpenTracesTests
{
    private static readonly TraceId128 TraceId = new(1, 64);

    private readonly ConcurrentQueue<TraceChunk> chunks = new();
    private readonly OpenTraces traces;

    public OpenTracesTests() => traces = new OpenTraces(chunks.Enqueue);

    private int Waiting => traces.Count((_, waiting) => waiting);

    [Fact]
    public void A_chunk_is_exported_when_no_span_of_the_trace_is_open()
    {
        Activity root = Start(TraceId), child = Start(TraceId), other = Start(new TraceId128(2, 64));
        traces.Ended(child);
        traces.Ended(other);
        Assert.Equal([other], Assert.Single(chunks).Spans);
        Assert.Equal(1, Waiting);
        traces.Ended(root);

        var chunk = chunks.Last();
        Assert.Equal(TraceId, chunk.TraceId);
        Assert.Equal([child, root], chunk.Spans); // in the order in which they ended
        Assert.Equal((2, 0), (chunks.Count, Waiting));
        Assert.Null(traces.StateOf(TraceId));
    }

    [Fact]
    public void A_trace_may_be_opened_again()
    {
        traces.Ended(Start(TraceId));
        traces.Ended(Start(TraceId));
        Assert.Equal([1, 1], chunks.Select(chunk => chunk.Spans.Length));
    }

    [Fact]
    public void A_long_lived_span_does_not_hold_the_others()
    {
        var root = Start(TraceId);
        for (var count = 0; count < OpenTraces.PartialFlushSpans + 1; count++)
        {
            traces.Ended(Start(TraceId));
        }

        Assert.Equal(OpenTraces.PartialFlushSpans, Assert.Single(chunks).Spans.Length);
        Assert.Equal(1, Waiting);
        traces.Ended(root);
        Assert.Equal([OpenTraces.PartialFlushSpans, 2], chunks.Select(chunk => chunk.Spans.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void The_number_of_spans_of_a_partial_chunk_can_be_set(int spans)
    {
        OpenTraces partly = new(chunks.Enqueue, partialFlushSpans: spans);
        var root = New(TraceId);
        partly.Started(root);
        for (var count = 0; count < 2 * spans; count++)
        {
            var child = New(TraceId);
            partly.Started(child);
            partly.Ended(child);
        }

        Assert.Equal([spans, spans], chunks.Select(chunk => chunk.Spans.Length));
    }

    [Fact]
    public void A_decision_of_the_program_and_tags_are_the_traces()
    {
        var root = Start(TraceId);
        traces.Decide(TraceId, -1);
        traces.SetTag(TraceId, "_dd.p.usr.id", "x");
        traces.Decide(new TraceId128(5, 5), 2); // of an unknown trace
        traces.SetTag(new TraceId128(5, 5), "_dd.p.usr.id", "x");
        traces.Ended(root);
        var chunk = Assert.Single(chunks);
        Assert.Equal((-1, "x", "-4"), (chunk.Trace.SamplingPriority, chunk.Trace.Tags["_dd.p.usr.id"], chunk.Sampling!.DecisionMaker));
    }

    [Fact]
    public void Memory_of_spans_that_wait_for_their_traces_is_bounded()
    {
        const int Traces = 20;
        var text = new string('t', OpenTraces.MaxWaitingBytes / Traces / 2);
        var roots = Enumerable.Range(1, Traces).Select(index => Start(new TraceId128(1, (ulong)index))).ToList();
        for (var index = 1; index <= Traces; index++)
        {
            Assert.Empty(chunks);
            traces.Ended(Start(new TraceId128(1, (ulong)index)).SetTag("a", text));
        }

        Assert.Single(Assert.Single(chunks).Spans); // the last one, which was over the bound
        traces.Ended(Start(new TraceId128(1, 1)));
        Assert.Single(chunks);
        traces.Ended(Start(new TraceId128(1, 1)).SetTag("a", text));
        Assert.Equal([1, 3], chunks.Select(chunk => chunk.Spans.Length));
        roots.ForEach(traces.Ended);
        Assert.Equal(0, Waiting);
    }

    [Fact]
    public void What_ended_is_what_was_exported_and_what_waits_at_every_moment()
    {
        var exported = 0L;
        OpenTraces counted = new(chunk => Interlocked.Add(ref exported, chunk.Spans.Length));
        var ending = Task.Run(() => Parallel.For(1, 5000, index =>
        {
            Activity root = New(new TraceId128(1, (ulong)index)), child = New(new TraceId128(1, (ulong)index));
            counted.Started(root);
            counted.Started(child);
            counted.Ended(child);
            counted.Ended(root);
        }));
        while (!ending.IsCompleted)
        {
            Assert.True(counted.Count((ended, waiting) => ended == Interlocked.Read(ref exported) + waiting));
        }

        Assert.Equal((9998, 0), counted.Count((ended, waiting) => (ended, waiting)));
    }

    [Fact]
    public void All_chunks_of_a_trace_carry_the_same_decision()
    {
        var root = Start(TraceId);
        var decided = traces.StateOf(TraceId);
        traces.Ended(Start(TraceId));
        traces.Ended(root);
        Assert.Equal((1, "-0"), (decided!.SamplingPriority, decided.Tags["_dd.p.dm"]));
        Assert.Same(decided, Assert.Single(chunks).Trace);
    }

    [Fact]
    public void The_state_that_came_with_a_message_is_the_traces()
    {
        var root = Start(TraceId);
        traces.Continue(root, new TraceLevelState { SamplingPriority = -1, Origin = "rum" });
        traces.Continue(root, new TraceLevelState { SamplingPriority = 2 }); // too late
        Assert.Equal((-1, "rum"), (traces.StateOf(TraceId)!.SamplingPriority, traces.StateOf(TraceId)!.Origin));
        traces.Continue(new Activity("of an unknown trace").Start(), TraceLevelState.Empty);
    }

    [Fact]
    public void A_span_that_began_before_is_a_chunk_of_its_own()
    {
        Activity early = New(TraceId), late = Start(new TraceId128(2, 64));
        traces.Ended(early);
        Assert.Equal([early], Assert.Single(chunks).Spans);
        traces.Ended(late);
        Assert.Equal(2, chunks.Count);
    }

    [Fact]
    public void Traces_that_never_end_are_bounded()
    {
        const ulong Shards = 64;
        const int PerShard = OpenTraces.MaxTraces / (int)Shards;
        var open = Enumerable.Range(1, PerShard).Select(index => Start(new TraceId128(1, (ulong)index * Shards))).ToList();
        var beyond = Start(new TraceId128(2, Shards));
        var child = Start(new TraceId128(2, Shards));
        Assert.Null(traces.StateOf(new TraceId128(2, Shards)));
        traces.Ended(child);
        traces.Ended(beyond);
        Assert.Equal([[child], [beyond]], chunks.Select(chunk => chunk.Spans));

        open.ForEach(traces.Ended);
        Assert.Equal(PerShard + 2, chunks.Sum(chunk => chunk.Spans.Length));
        traces.Ended(Start(new TraceId128(3, Shards)));
        Assert.Equal(0, Waiting);
    }

    [Fact]
    public void What_has_ended_is_exported_at_the_end_of_the_program()
    {
        Activity root = Start(TraceId), child = Start(TraceId);
        Start(new TraceId128(2, 1));
        traces.Ended(child);
        traces.ExportAll(isLast: true);
        Assert.Equal([child], Assert.Single(chunks).Spans);
        Assert.Equal(0, Waiting);
        traces.Ended(root);
        Assert.Equal(2, chunks.Count);
    }

    [Fact]
    public void Many_threads_lose_no_span()
    {
        const int Threads = 8, PerThread = 2000;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (var index = 0; index < PerThread; index++)
            {
                Activity shared = Start(new TraceId128(9, (ulong)(index % 5) + 1)), own = Start(new TraceId128((ulong)thread + 10, (ulong)index + 1));
                traces.StateOf(TraceId128.From(shared.TraceId));
                traces.Ended(own);
                traces.Ended(shared);
            }
        });
        Assert.Equal(Threads * PerThread * 2, chunks.Sum(chunk => chunk.Spans.Length) + Waiting);
        Assert.Equal(Threads * PerThread * 2, chunks.SelectMany(chunk => chunk.Spans).Distinct().Count());
        Assert.All(chunks, chunk => Assert.All(chunk.Spans, span => Assert.Equal(chunk.TraceId, TraceId128.From(span.TraceId))));
        Assert.Equal(0, Waiting);
    }

    private static Activity New(TraceId128 traceId)
    {
        Activity.Current = null;
        return new Activity("a").SetParentId(traceId.ToActivityTraceId(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();
    }

    private Activity Start(TraceId128 traceId)
    {
        var activity = New(traceId);
        traces.Started(activity);
        return activity;
    }
}
