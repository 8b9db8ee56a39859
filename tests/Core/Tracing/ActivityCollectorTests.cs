using System.Diagnostics;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class ActivityCollectorTests
{
    [Theory]
    [InlineData("RabbitMQ.Client.Publisher", false)]
    [InlineData("Experimental.System.Net.Sockets", false)]
    [InlineData("System.Net.Http", true)]
    [InlineData("RabbitMQ", true)]
    public async Task Sources_that_would_double_or_flood_are_left_out(string name, bool expected)
    {
        await using TestTracer tests = new();
        using ActivitySource source = new(name);
        Assert.Equal(expected, source.HasListeners());
    }

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, true)]
    [InlineData(ActivityTraceFlags.None, false)]
    public async Task All_spans_are_made_and_the_flag_tells_the_next_hop(ActivityTraceFlags flags, bool expected)
    {
        await using TestTracer tests = new();
        ActivityContext remote = new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, null, isRemote: true);
        using (var activity = TestTracer.Source.StartActivity("a", ActivityKind.Server, remote)!)
        {
            Assert.Equal((expected, true), (activity.Recorded, activity.IsAllDataRequested));
            using var child = TestTracer.Source.StartActivity("b")!;
            Assert.Equal(expected, child.Recorded);
        }

        Assert.Equal([null, expected ? 1.0 : 0.0], (await tests.FlushAsync()).Select(span =>
            span.Metrics.TryGetValue("_sampling_priority_v1", out var priority) ? priority : (double?)null));
    }

    [Fact]
    public async Task Activities_without_a_source_are_recorded_too()
    {
        await using TestTracer tests = new();
        new Activity("legacy").Start().Stop();
        var span = await tests.FlushOneAsync();
        Assert.Equal("legacy", span.Name);
        Assert.DoesNotContain("component", span.Meta.Keys);
    }

    [Fact]
    public async Task Activities_of_the_hierarchical_format_have_no_ids_and_are_not_recorded()
    {
        await using TestTracer tests = new();
        new Activity("legacy").SetParentId("|request-id.").Start().Stop();
        Assert.Empty(await tests.FlushAsync());
        Assert.Equal(0, tests.Tracer.ExportStatistics.Ended);
    }

    [Fact]
    public async Task Activities_that_began_before_the_tracer_are_recorded_once()
    {
        using ActivityListener other = new()
        {
            ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(other);
        var early = TestTracer.Source.StartActivity("early")!;
        await using TestTracer tests = new();
        early.Stop();
        Assert.Equal("early", (await tests.FlushOneAsync()).Name);
    }

    [Fact]
    public async Task Nothing_is_recorded_while_spans_are_suppressed()
    {
        await using TestTracer tests = new();
        using (TraceSuppression.Begin())
        {
            Assert.Null(TestTracer.Source.StartActivity("polling"));
            using var scope = tests.Tracer.StartActive("own");
            scope.Span.SetTag("a", "b");
            Assert.NotEqual(0UL, scope.Span.SpanId);
        }

        Assert.Empty(await tests.FlushAsync());
        Assert.Equal(0, tests.Tracer.ExportStatistics.Ended);
    }

    [Fact]
    public async Task Nothing_is_recorded_while_suppressed_although_another_listener_wants_it()
    {
        await using TestTracer tests = new();
        using ActivityListener other = new()
        {
            ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(other);
        Activity? polling;
        using (TraceSuppression.Begin())
        {
            polling = TestTracer.Source.StartActivity("polling");
        }

        Assert.NotNull(polling);
        polling.Stop(); // after the stretch
        Assert.Empty(await tests.FlushAsync());
        Assert.Equal(0, tests.Tracer.ExportStatistics.Ended);
    }
}
