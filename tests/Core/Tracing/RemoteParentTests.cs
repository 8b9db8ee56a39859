using System.Diagnostics;
using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class RemoteParentTests
{
    private static readonly ActivitySource Unheard = new("Waybill.Core.Tests.Unheard");

    [Fact]
    public void Without_a_listener_no_Activity_is_made_and_the_current_one_stays()
    {
        Activity.Current = null;
        using var current = new Activity("current").Start();
        Assert.Null(RemoteParent.StartChild(Unheard, "a", ActivityKind.Consumer, null, new SpanContext(1, 2)));
        Assert.Null(RemoteParent.StartRoot(Unheard, "a", ActivityKind.Consumer, null, []));
        Assert.Same(current, Activity.Current);
    }

    [Fact]
    public async Task A_root_that_is_not_sampled_leaves_the_current_Activity()
    {
        await using TestTracer tests = new();
        using var scope = tests.Tracer.StartActive("outer");
        var current = Activity.Current;
        using (TraceSuppression.Begin())
        {
            Assert.Null(RemoteParent.StartRoot(TestTracer.Source, "a", ActivityKind.Consumer, null, []));
        }

        Assert.Same(current, Activity.Current);
    }

    [Fact]
    public async Task A_child_has_the_ids_tags_links_and_start_that_are_given()
    {
        await using TestTracer tests = new();
        var start = DateTimeOffset.UtcNow.AddSeconds(-5);
        var parent = Samples.WithLink(new SpanContext(1, 2), new SpanContextLink(new SpanContext(3, 4), [new("reason", "x")]));
        using var child = RemoteParent.StartChild(TestTracer.Source, "a", ActivityKind.Consumer, [new("k", "v")], parent, start)!;
        Assert.Equal((new TraceId128(0, 1), "0000000000000002", true), (TraceId128.From(child.TraceId), child.ParentSpanId.ToHexString(), child.HasRemoteParent));
        Assert.Equal(("v", ActivityKind.Consumer, start.UtcDateTime), (child.GetTagItem("k"), child.Kind, child.StartTimeUtc));
        var link = Assert.Single(child.Links);
        Assert.Equal("0000000000000004", link.Context.SpanId.ToHexString());
        Assert.Equal([new("reason", "x")], link.Tags!);
    }

    [Fact]
    public async Task A_listener_may_start_another_child_while_one_starts_and_both_have_the_state_that_came_with_their_parent()
    {
        SpanContext outerParent = new(new TraceId128(1, 2), 3, new TraceLevelState { SamplingPriority = 2 });
        SpanContext innerParent = new(new TraceId128(4, 5), 6, new TraceLevelState { SamplingPriority = -1 });
        Activity? inner = null;
        using ActivityListener first = new()
        {
            ShouldListenTo = source => source == TestTracer.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = started =>
            {
                if (started.OperationName == "outer")
                {
                    inner = RemoteParent.StartChild(TestTracer.Source, "inner", ActivityKind.Consumer, null, innerParent);
                }
            },
        };
        ActivitySource.AddActivityListener(first);
        await using TestTracer tests = new();

        using var outer = RemoteParent.StartChild(TestTracer.Source, "outer", ActivityKind.Consumer, null, outerParent);

        Assert.Same(outerParent.Trace, OpenTraces.Current!.StateOf(outerParent.TraceId128));
        Assert.Same(innerParent.Trace, OpenTraces.Current.StateOf(innerParent.TraceId128));
        inner!.Stop();
    }
}
