using System.Diagnostics;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class ActivitySizeTests
{
    private const int Spans = 2000;
    private static readonly string[] Names = ["a", "b", "c", "d", "e", "f", "g", "h"];

    [Fact]
    public void Long_texts_count() => Assert.InRange(ActivitySize.Estimate(Samples.Span("a", new string('a', 1_000_000))), 2_000_000, 2_001_000);

    [Fact]
    public void Links_and_events_count()
    {
        var bare = ActivitySize.Estimate(Samples.Span());
        var span = Samples.Span();
        span.AddEvent(new ActivityEvent("e", tags: new ActivityTagsCollection { ["a"] = "text", ["b"] = 1 }));
        span.AddLink(new ActivityLink(default));
        Assert.Equal(bare + 200 + 64 + 8 + 64 + 200, ActivitySize.Estimate(span));
    }

    [Fact]
    public void The_estimate_is_not_far_from_what_the_runtime_allocates_for_a_span_of_eight_tags()
    {
        var spans = new Activity[Spans];
        Create(spans); // once before, so that nothing is compiled during the measurement
        var before = GC.GetAllocatedBytesForCurrentThread();
        Create(spans);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var estimated = spans.Sum(ActivitySize.Estimate);
        Assert.InRange((double)estimated / allocated, 0.8, 2);
    }

    [Fact]
    public void Estimating_allocates_nothing()
    {
        var span = Samples.Span("a", "b", "c", 1, "d", 2.0);
        ActivitySize.Estimate(span);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 100; count++)
        {
            ActivitySize.Estimate(span);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Create(Activity[] spans)
    {
        for (var index = 0; index < spans.Length; index++)
        {
            Activity.Current = null;
            var span = new Activity("span").Start();
            foreach (var name in Names)
            {
                span.SetTag(name, new string('v', 16));
            }

            span.Stop();
            spans[index] = span;
        }
    }
}
