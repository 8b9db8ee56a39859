using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Terminal;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Terminal;

public sealed class TimelineTests
{
    [Fact]
    public void Bars_are_on_one_scale_and_never_empty()
    {
        TraceSpan[] spans =
            [Samples.Span(1, 0, 0, 100), Samples.Span(2, 1, 50, 25), Samples.Span(3, 1, 100, 0), Samples.Span(4, 1, 30, 0.001)];
        var timeline = new Timeline(spans);
        Assert.Equal(100, timeline.Total);
        Assert.Equal([(0, 0, 20), (10, 0, 5), (19, 0, 1), (6, 0, 1)], spans.Select(span => timeline.Place(span, 20)));
    }

    [Theory]
    [InlineData(25, 5, 5)]
    [InlineData(999, 0, 10)]
    [InlineData(double.NaN, 10, 0)]
    [InlineData(-1, 10, 0)]
    public void The_time_in_the_queue_is_before_the_bar(double queueTime, int empty, int queue)
    {
        TraceSpan consume = Samples.Span(2, 1, 50, 50);
        consume.Metrics["message.queue_time_ms"] = queueTime;
        Assert.Equal((empty, queue, 10), new Timeline([Samples.Span(1, 0, 0, 100), consume]).Place(consume, 20));
    }

    [Fact]
    public void Numbers_at_the_edge_do_not_overflow()
    {
        TraceSpan first = Samples.Span(1);
        TraceSpan last = Samples.Span(2);
        (first.Start, first.Duration) = (long.MinValue, long.MinValue);
        (last.Start, last.Duration) = (long.MaxValue, long.MaxValue);
        var timeline = new Timeline([first, last]);
        Assert.True(timeline.Total > 2.7e13);
        Assert.Equal((0, 0, 1), timeline.Place(first, 10));
        Assert.Equal((7, 0, 3), timeline.Place(last, 10));
        Assert.Equal(0, new Timeline([]).Total);
    }
}
