using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Storage;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Storage;

public sealed class TraceStoreTests
{
    [Fact]
    public void The_oldest_by_first_arrival_goes_even_if_it_still_grows()
    {
        var store = new TraceStore(new StoreLimits { MaxTraces = 2 });
        store.Add([Span(1)]);
        store.Add([Span(2)]);
        store.Add([Span(1)]);
        store.Add([Span(3)]);

        Assert.Null(store.Find(1));
        Assert.Equal([2ul, 3], store.All().Select(trace => trace.Spans[0].TraceId));
        Assert.Equal(2, store.Statistics().SpansEvicted);
    }

    [Fact]
    public void The_total_of_bytes_is_limited()
    {
        var store = new TraceStore(new StoreLimits { MaxBytes = 3 * Size });
        store.Add([Span(1), Span(1)]);
        store.Add([Span(2), Span(2)]);

        Assert.Equal(2ul, Assert.Single(store.All()).Spans[0].TraceId);
    }

    [Fact]
    public void One_huge_trace_keeps_its_first_spans()
    {
        var store = new TraceStore(new StoreLimits { MaxBytes = (2 * Size) + StoredTrace.OwnBytes });
        store.Add([Span(1, 1), Span(1, 2)]);
        store.Add([Span(1, 3), Span(1, 4)]);

        Assert.Equal([1ul, 2], store.Find(1)!.Spans.Select(span => span.SpanId));
        AgentStatistics statistics = store.Statistics();
        Assert.Equal((4, 2, 2), (statistics.SpansReceived, statistics.SpansKept, statistics.SpansEvicted));
    }

    [Fact]
    public void A_span_that_is_too_large_alone_does_not_stay()
    {
        var store = new TraceStore(new StoreLimits { MaxBytes = Size / 2 });
        store.Add([Span(1)]);
        store.Add([Span(1)]);
        Assert.Equal((2, 0), (store.Statistics().SpansReceived, store.Statistics().SpansKept));
    }

    [Fact]
    public void An_answer_does_not_change_when_more_arrives()
    {
        var store = new TraceStore(new StoreLimits());
        store.Add([Span(1)]);
        TraceSnapshot before = store.Find(1)!;
        store.Add([Span(1)]);
        Assert.Single(before.Spans);
    }

    [Fact]
    public void An_answer_does_not_change_when_spans_go()
    {
        var store = new TraceStore(new StoreLimits { MaxBytes = (2 * Size) + StoredTrace.OwnBytes });
        store.Add([Span(1, 1), Span(1, 2)]);
        TraceSnapshot before = store.Find(1)!;
        store.Add([Span(1, 3)]);
        store.Add([Span(1, 4)]);
        Assert.Equal([1ul, 2], before.Spans.Select(span => span.SpanId));
    }

    [Fact]
    public void What_is_kept_is_counted_in_bytes_and_nothing_is_kept_after_clearing()
    {
        var store = new TraceStore(new StoreLimits());
        store.Add([Span(1), Span(2)]);
        Assert.Equal(2 * (Size + StoredTrace.OwnBytes), store.Statistics().BytesKept);
        store.Clear();
        Assert.Equal((0, 0, 2), (store.Statistics().BytesKept, store.Statistics().TracesKept, store.Statistics().SpansEvicted));
    }

    [Fact]
    public async Task Many_threads_lose_no_count()
    {
        var store = new TraceStore(new StoreLimits { MaxTraces = 20 });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (ulong i = 0; i < 1000; i++)
            {
                store.Add([Span((i % 50) + 1)]);
                _ = store.Find(1);
            }
        })));

        AgentStatistics statistics = store.Statistics();
        Assert.Equal(8000, statistics.SpansReceived);
        Assert.Equal(statistics.SpansReceived, statistics.SpansKept + statistics.SpansEvicted);
        Assert.Equal(statistics.SpansKept, store.All().Sum(trace => trace.Spans.Count));
        Assert.Equal(20, statistics.TracesKept);
    }

    private static long Size => Span(1).SizeInBytes;

    private static StoredSpan Span(ulong traceId, ulong spanId = 1)
    {
        TraceSpan span = Samples.Span(spanId);
        span.TraceId = traceId;
        return Samples.Stored(span);
    }
}
