using System.Diagnostics;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;
using Waybill.Support;

namespace Waybill.Core.Tests.Tracing;

/// <summary>What belongs to the trace must come through Activities that others make, with our tracer and without it.</summary>
public class ActivityStateTests
{
    private static readonly ActivitySource ThirdParty = new("ThirdParty");

    private static readonly Headers Received = new(
    [
        ("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("x-datadog-sampling-priority", "2"), ("x-datadog-origin", "rum"),
        ("x-datadog-tags", "_dd.p.dm=-4,_dd.p.usr.id=MTIz,_dd.p.tid=640cfd8d00000000"),
        ("traceparent", "00-640cfd8d000000000000000000000007-0000000000000008-01"), ("tracestate", "dd=s:2;o:rum;t.dm:-4,vendor=x"),
    ]);

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task State_comes_through_a_third_partys_Activity(bool withTracer, bool fromContextOnly)
    {
        Activity.Current = null;
        await using var tests = withTracer ? new TestTracer() : null;
        using var recorder = withTracer ? null : new ActivityRecorder(ThirdParty.Name, TestTracer.Source.Name);

        using var received = RemoteParent.StartChild(TestTracer.Source, "process", ActivityKind.Consumer, null, Received.Extract()!)!;
        var context = received.Context;
        if (fromContextOnly)
        {
            Activity.Current = null; // another thread that was handed the context and no more
        }

        using var between = ThirdParty.StartActivity("http", ActivityKind.Client, fromContextOnly ? context : default)!;
        using var send = TestTracer.Source.StartActivity("send")!;
        var sent = Headers.Inject(ActivityState.ContextOf(send));

        Assert.Equal(between.SpanId, send.ParentSpanId);
        Assert.Equal(("7", "2", "rum"), (sent["x-datadog-trace-id"], sent["x-datadog-sampling-priority"], sent["x-datadog-origin"]));
        Assert.Equal("_dd.p.dm=-4,_dd.p.usr.id=MTIz,_dd.p.tid=640cfd8d00000000", sent["x-datadog-tags"]);
        Assert.Equal($"dd=s:2;o:rum;p:{send.SpanId};t.dm:-4;t.usr.id:MTIz,vendor=x", sent["tracestate"]);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("77")]
    public async Task Any_decision_comes_through(string priority)
    {
        await using TestTracer tests = new();
        var parent = new Headers([("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("x-datadog-sampling-priority", priority)]).Extract()!;
        using var received = RemoteParent.StartChild(TestTracer.Source, "process", ActivityKind.Consumer, null, parent)!;
        using var between = ThirdParty.StartActivity("http")!;
        Assert.Equal(priority, Headers.Inject(ActivityState.ContextOf(between))["x-datadog-sampling-priority"]);
    }

    [Fact]
    public async Task A_trace_that_another_component_continued_keeps_what_its_tracestate_says()
    {
        await using TestTracer tests = new();
        ActivityContext remote = new(
            ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "dd=s:2;o:rum;t.dm:-4,vendor=x", isRemote: true);
        using (var server = ThirdParty.StartActivity("GET", ActivityKind.Server, remote)!)
        {
            var sent = Headers.Inject(ActivityState.ContextOf(server));
            Assert.Equal(("2", "rum", "_dd.p.dm=-4"), (sent["x-datadog-sampling-priority"], sent["x-datadog-origin"], sent["x-datadog-tags"]!.Split(',')[0]));
            Assert.EndsWith(",vendor=x", sent["tracestate"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_trace_that_begins_here_is_kept_by_default_and_the_decision_is_final()
    {
        await using TestTracer tests = new();
        using var root = ThirdParty.StartActivity("root")!;
        var first = ActivityState.ContextOf(root);
        using var child = ThirdParty.StartActivity("child")!;
        Assert.Equal(SamplingPriority.AutoKeep, first.SamplingPriority);
        Assert.Equal([new("_dd.p.dm", "-0")], first.PropagatedTags);
        Assert.Same(first.Trace, ActivityState.ContextOf(child).Trace);
    }

    [Theory]
    [InlineData(ActivitySamplingResult.AllDataAndRecorded, SamplingPriority.AutoKeep)]
    [InlineData(ActivitySamplingResult.AllData, SamplingPriority.AutoReject)]
    [InlineData(ActivitySamplingResult.PropagationData, SamplingPriority.AutoReject)]
    public void Without_our_tracer_the_decision_is_that_of_who_samples(ActivitySamplingResult result, SamplingPriority expected)
    {
        Activity.Current = null;
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "ThirdParty", Sample = (ref ActivityCreationOptions<ActivityContext> _) => result,
        };
        ActivitySource.AddActivityListener(listener);
        using var activity = ThirdParty.StartActivity("a")!;
        Assert.Equal(expected, ActivityState.ContextOf(activity).SamplingPriority);
    }

    [Fact]
    public void The_text_of_an_Activity_says_what_its_ids_and_flag_do_not()
    {
        var context = ActivityState.ToActivityContext(Received.Extract()!);
        Assert.Equal(("640cfd8d000000000000000000000007", "0000000000000008"), (context.TraceId.ToHexString(), context.SpanId.ToHexString()));
        Assert.Equal("dd=s:2;o:rum;t.dm:-4;t.usr.id:MTIz,vendor=x", context.TraceState);
        Assert.Equal((ActivityTraceFlags.Recorded, true), (context.TraceFlags, context.IsRemote));
    }

    [Fact]
    public void A_text_of_any_length_is_whole()
    {
        var other = string.Join(',', Enumerable.Range(0, 31).Select(i => $"k{i}={new string('v', 250)}"));
        var trace = new Headers([("traceparent", "00-640cfd8d000000000000000000000007-0000000000000008-00"), ("tracestate", other)]).Extract()!;
        var context = ActivityState.ToActivityContext(trace);
        Assert.Equal("dd=s:0;p:0000000000000000," + other, context.TraceState);
        Assert.Equal(ActivityTraceFlags.None, context.TraceFlags);
    }
}
