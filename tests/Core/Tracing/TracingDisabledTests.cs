using System.Diagnostics;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Tracing;

/// <summary><c>DD_TRACE_ENABLED=false</c>.</summary>
public class TracingDisabledTests
{
    [Fact]
    public async Task Spans_can_be_made_and_nothing_is_recorded_or_sent()
    {
        await using var tests = Start();
        using (var outer = tests.Tracer.StartActive("outer"))
        using (var inner = tests.Tracer.StartActive("inner"))
        {
            inner.Span.SetTag("a", "1").SetTag("b", 2).SetException(new InvalidOperationException());
            inner.Span.SetTraceSamplingPriority(SamplingPriority.UserKeep);
            Assert.Equal(outer.Span.TraceId, inner.Span.TraceId);
            Assert.Null(TestTracer.Source.StartActivity("of a library"));
        }

        Assert.Empty(await tests.FlushAsync());
        Assert.Equal(0, tests.Tracer.ExportStatistics.Ended);
        Assert.Empty(tests.Agent.Requests);
    }

    [Fact]
    public async Task The_agent_is_not_asked_for_anything_and_files_of_others_are_left_alone()
    {
        using SpoolFixture folder = new();
        var (spool, ledger) = folder.Open();
        folder.Store(spool, ledger, [1], 3);
        spool.Dispose();
        var files = folder.Files;
        await using TestTracer tests = new(configure: settings =>
        {
            settings.TraceEnabled = false;
            settings.Export.SpoolDirectory = folder.Folder;
        });
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken); // a tracer that is on asks and adopts at once

        Assert.Empty(tests.Agent.InfoRequests);
        Assert.Equal(files, folder.Files);
        Assert.Equal(0, tests.Tracer.ExportStatistics.Recovered);
    }

    [Fact]
    public async Task Not_recording_is_no_decision_to_drop()
    {
        await using var tests = Start();
        using var scope = tests.Tracer.StartActive("root");
        Assert.True(((SpanContext)scope.Span.Context).SamplingPriority is null or SamplingPriority.AutoKeep);
        Assert.EndsWith("-01", Headers.Inject((SpanContext)scope.Span.Context)["traceparent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", "01")]
    [InlineData("-1", "00")]
    public async Task A_context_that_came_in_goes_on(string priority, string flags)
    {
        await using var tests = Start();
        var parent = new Headers(
        [
            ("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("x-datadog-sampling-priority", priority), ("x-datadog-origin", "rum"),
        ]).Extract();
        using var outer = tests.Tracer.StartActive("active");
        using var scope = tests.Tracer.StartActive("process", new SpanCreationSettings { Parent = parent, StartTime = DateTimeOffset.UnixEpoch });
        var sent = Headers.Inject((SpanContext)scope.Span.Context);
        Assert.Equal(("7", priority, "rum"), (sent["x-datadog-trace-id"], sent["x-datadog-sampling-priority"], sent["x-datadog-origin"]));
        Assert.EndsWith(flags, sent["traceparent"], StringComparison.Ordinal);
        Assert.Equal(DateTime.UnixEpoch, Activity.Current!.StartTimeUtc);

        using var root = tests.Tracer.StartActive("root", new SpanCreationSettings { Parent = SpanContext.None });
        Assert.NotEqual(7UL, root.Span.TraceId);
        Assert.Null(Activity.Current!.ParentId);
    }

    private static TestTracer Start() => new(configure: settings => settings.TraceEnabled = false);
}
